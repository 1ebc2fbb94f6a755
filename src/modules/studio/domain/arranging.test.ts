import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, blocksOf, scenesOf, starter, type PlacedPicture } from '#engines/scenes/index.ts'
import { cutOf, editsOfPlaces, inPercent, panned, placeAmong, placeBlock, readPercent, shareMoved, wordsMoved } from './arranging.ts' // prettier-ignore

const thousandths = fc.integer({ min: 0, max: 1000 })
const photoAt = (x: number, y: number): PlacedPicture => ({
  file: 'f',
  fit: 'cover',
  box: { x: 0, y: 0, width: 1080, height: 800 },
  focus: { x, y },
})
const natural = { width: 4000, height: 3000 }

describe('a photo', () => {
  it('goes with the finger and comes back with it, and never beyond its edges', () => {
    // 1080 × 810 pixels of it on 1080 × 800: only up and down is anything cut off.
    expect(panned(photoAt(500, 500), natural, { x: 300, y: 0 })).toEqual({ x: 500, y: 500 })
    const tall = { width: 1000, height: 3000 }
    fc.assert(
      fc.property(thousandths, fc.integer({ min: -4000, max: 4000 }), (y, by) => {
        const moved = panned(photoAt(500, y), tall, { x: 0, y: by })
        expect(moved.y).toBeGreaterThanOrEqual(123)
        expect(moved.y).toBeLessThanOrEqual(877)
        // Drawn down, more of its upper part is seen.
        if (by > 5) expect(moved.y).toBeLessThanOrEqual(Math.max(124, Math.min(877, y)))
      }),
    )
    const moved = panned(photoAt(500, 500), tall, { x: 0, y: 200 })
    expect(
      Math.abs(panned({ ...photoAt(0, 0), focus: moved }, tall, { x: 0, y: -200 }).y - 500),
    ).toBeLessThan(2)
  })

  it('is cut in CSS as the house cuts it; before it has come, in its middle', () => {
    expect(cutOf(photoAt(0, 1000), { width: 1000, height: 3000 })).toBe('50% 100%')
    expect(cutOf(photoAt(0, 0), { width: 0, height: 0 })).toBe('50% 50%')
    expect(panned(photoAt(10, 20), { width: 0, height: 0 }, { x: 9, y: 9 })).toEqual({ x: 10, y: 20 })
  })
})

describe('words and the picture’s edge', () => {
  it('stay within their bounds however far they are drawn', () => {
    fc.assert(
      fc.property(
        thousandths,
        fc.integer({ min: -9000, max: 9000 }),
        fc.integer({ min: 0, max: 900 }),
        (at, by, room) => {
          const [words, share] = [wordsMoved(at, by, room), shareMoved(at, by, 1920)]
          expect(words >= 0 && words <= 1000 && share >= 200 && share <= 700).toBe(true)
        },
      ),
    )
    expect([wordsMoved(460, 50, 500), wordsMoved(460, 50, 0), shareMoved(540, -192, 1920)]).toEqual([
      560, 460, 440,
    ])
  })
})

describe('a text', () => {
  const { document } = starter('scheme')
  const scene = scenesOf(document).find(({ layout }) => layout === 'steps')!
  const seen = blocksOf(scene).map(({ id }) => id)

  it('passes another when its middle does, and stands at any place at which it is put', () => {
    const texts = seen.map((block, at) => ({ block, middle: 100 + 100 * at }))
    expect([-150, -99, 0, 99, 150, 999].map((by) => placeAmong(texts, seen[1]!, by))).toEqual([
      0, 1, 1, 1, 2, 3,
    ])
    fc.assert(
      fc.property(fc.constantFrom(...seen), fc.nat(seen.length - 1), (block, place) => {
        const edit = placeBlock(scene, seen, block, place)
        const next = edit ? applyEdit(document, edit).document : document
        const rest = seen.filter((id) => id !== block)
        expect(blocksOf(next.scenes[scene.id]!).map(({ id }) => id)).toEqual([...rest.slice(0, place), block, ...rest.slice(place)]) // prettier-ignore
      }),
    )
  })
})

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
