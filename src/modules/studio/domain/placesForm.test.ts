import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, starter } from '#engines/scenes/index.ts'
import { editsOfPlaces, inPercent, readPercent } from './placesForm.ts'

const thousandths = fc.integer({ min: 0, max: 1000 })

describe('a form of places', () => {
  it('takes percent in either digits, and an empty field back to the layout', () => {
    const { edits } = editsOfPlaces('scene-1', { 'place.words': '४०', 'was.place.words': '', 'place.share': ' ', 'was.place.share': '54' }) // prettier-ignore
    expect(edits).toEqual([
      { at: ['scenes', 'scene-1', 'wordsAt'], now: 400 },
      { at: ['scenes', 'scene-1', 'media', 'share'], was: 540 },
    ])
    const { document } = starter('idea')
    expect(applyEdit(document, edits[0]!).document.scenes['scene-1']!.wordsAt).toBe(400)
    fc.assert(fc.property(thousandths, (share) => readPercent(inPercent(share)) === share))
  })

  it('says beside which field what is wrong', () => {
    expect(editsOfPlaces('scene-1', { 'place.words': 'half', 'place.share': '71' })).toEqual({
      edits: [],
      faults: { 'place.words': 'studio_p_percent', 'place.share': 'scenes_place_wrong' },
    })
  })
})
