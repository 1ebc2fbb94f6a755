import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, scenesOf, type SceneDocument } from '#engines/scenes/index.ts'
import { sampleMedia, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { cueField, editsOfTimes, inSeconds, readSeconds, timeInWords } from './sceneTimes.ts'

const piece = withMedia(
  samplePiece('idea'),
  sampleMedia({ kind: 'clip', part: { fromMs: 0, untilMs: 4000 } }),
)
const [first] = scenesOf(piece)
const done = (document: SceneDocument, fields: Readonly<Record<string, string>>) => {
  const { edits, faults } = editsOfTimes(first!.id, fields)
  expect(faults).toEqual({})
  return edits.reduce((now, edit) => {
    const { document: next, conflict } = applyEdit(now, edit)
    expect(conflict).toBeUndefined()
    return next
  }, document).scenes[first!.id]!
}

describe('seconds', () => {
  it('are read as they are written, in either digits, and come back as they stand', () => {
    fc.assert(fc.property(fc.nat(300_000), (ms) => readSeconds(inSeconds(ms)) === ms))
    expect([' २.५ ', '2,5', '02.500'].map(readSeconds)).toEqual([2500, 2500, 2500])
    expect(['', '-1', '1e3', '2.5 s', '1.2345', '１'].map(readSeconds)).toEqual(Array(6).fill(undefined))
  })
})

describe('a form of times', () => {
  it('changes what was changed: time shown, a text’s moment, a clip’s part', () => {
    const scene = done(piece, {
      'was.time.show': String(first!.showMs),
      'time.show': '6.5',
      'was.time.block.text-2': 'null',
      'time.block.text-2': '१.५',
      'was.time.block.text-1': 'null',
      'time.block.text-1': '',
      'was.time.part': '{"untilMs":4000,"fromMs":0}',
      'time.part.from': '1',
      'time.part.until': '3.5',
      'bound.clip': '4000',
    })
    expect([scene.showMs, scene.blocks['text-1']!.cueMs, scene.blocks['text-2']!.cueMs]).toEqual([
      6500,
      null,
      1500,
    ])
    expect(scene.media!.part).toEqual({ fromMs: 1000, untilMs: 3500 })
  })

  it('sets subtitles by hand, in their order, leaves empty rows out, and takes them all away again', () => {
    const fields = {
      ...{ 'was.time.cues.hi': '[]', 'bound.voice.hi': '9000' },
      ...{ 'time.cues.hi.0.from': '3', 'time.cues.hi.0.until': '4', 'time.cues.hi.0.words': 'फिर पानी' },
      ...{ 'time.cues.hi.1.from': '0', 'time.cues.hi.1.until': '3', 'time.cues.hi.1.words': 'पहले मिट्टी ' },
      ...{ 'time.cues.hi.2.from': '', 'time.cues.hi.2.until': ' ', 'time.cues.hi.2.words': '' },
    }
    const { cues } = done(piece, fields).narration.hi
    expect(cues).toEqual([
      { fromMs: 0, untilMs: 3000, words: 'पहले मिट्टी' },
      { fromMs: 3000, untilMs: 4000, words: 'फिर पानी' },
    ])
    expect(timeInWords(cues.map((cue) => ({ ...cue })))).toBe('0–3 पहले मिट्टी\n3–4 फिर पानी')
    // Shown again as a database returns it, it is no change.
    const shown = JSON.stringify(cues.map(({ words, untilMs, fromMs }) => ({ words, untilMs, fromMs })))
    expect(editsOfTimes(first!.id, { ...fields, 'was.time.cues.hi': shown }).edits).toEqual([])
  })

  it.each([
    [{ 'time.show': 'five' }, { 'time.show': 'studio_t_seconds' }],
    [{ 'time.show': '0.5' }, { 'time.show': 'scenes_time_wrong' }],
    [{ 'time.block.text-1': '301' }, { 'time.block.text-1': 'studio_t_bounds' }],
    [{ 'time.part.from': '2', 'time.part.until': '2' }, { 'time.part.until': 'studio_t_order' }],
    [
      { 'time.part.from': '2', 'time.part.until': '5', 'bound.clip': '4000' },
      { 'time.part.until': 'studio_t_beyond_clip' },
    ],
    [
      { 'time.part.from': '', 'time.part.until': 'x' },
      { 'time.part.from': 'studio_t_seconds', 'time.part.until': 'studio_t_seconds' },
    ],
    [
      { [cueField('hi', 0, 'words')]: 'पानी' },
      { 'time.cues.hi.0.from': 'studio_t_seconds', 'time.cues.hi.0.until': 'studio_t_seconds' },
    ],
    [
      { 'time.cues.en.0.from': '0', 'time.cues.en.0.until': '1', 'time.cues.en.0.words': ' ' },
      { 'time.cues.en.0.words': 'studio_t_cue_words' },
    ],
    [
      {
        'time.cues.en.0.from': '0',
        'time.cues.en.0.until': '3',
        'time.cues.en.0.words': 'a',
        'bound.voice.en': '2000',
      },
      { 'time.cues.en.0.until': 'studio_t_beyond_voice' },
    ],
    [
      {
        ...{ 'time.cues.en.0.from': '2', 'time.cues.en.0.until': '4', 'time.cues.en.0.words': 'later' },
        ...{ 'time.cues.en.1.from': '0', 'time.cues.en.1.until': '2.5', 'time.cues.en.1.words': 'sooner' },
      },
      { 'time.cues.en.0.from': 'studio_t_overlap' },
    ],
  ])('says beside which field what is wrong: %j', (fields, faults) => {
    expect(editsOfTimes('scene-1', fields as Readonly<Record<string, string>>)).toEqual({ edits: [], faults })
  })

  it('whatever is posted is a piece or says what is wrong', () => {
    const names = ['time.show', 'time.block.text-1', 'time.part.from', 'time.part.until', 'time.cues.hi.0.words', 'time.cues.hi.0.from', 'was.time.show', 'was.time.cues.hi'] // prettier-ignore
    const typed = fc.oneof(fc.string(), fc.constantFrom('1', '२', '299.999', '[]', 'null'))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), typed), (fields) => {
        for (const edit of editsOfTimes(first!.id, fields).edits) applyEdit(piece, edit)
      }),
    )
  })
})
