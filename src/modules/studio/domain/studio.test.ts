import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, blocksOf, scenesOf, starter, type SceneDocument } from '#engines/scenes/index.ts'
import { sampleMedia, samplePiece, withMedia } from '#tests/builders/samplePiece.ts'
import { dayOfYear } from './dayOfYear.ts'
import { differenceBetween, runsBetween } from './difference.ts'
import { placedFaults } from './libraryFaults.ts'
import {
  addBlock,
  addScene,
  moveBlock,
  moveScene,
  placeMedia,
  removeScene,
  type ChosenFile,
} from './making.ts'
import { keptLetters, notedLetters, packLetters } from './packedLetters.ts'
import { editsOfForm, fieldOf } from './sceneForm.ts'

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
const done = (document: SceneDocument, edit: Parameters<typeof applyEdit>[1] | undefined): SceneDocument => {
  if (!edit) return document
  const { document: next, conflict } = applyEdit(document, edit)
  expect(conflict).toBeUndefined()
  return next
}

describe('moving', () => {
  it('any scene any number of times keeps all of them, each step by one place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(5), fc.constantFrom(-1 as const, 1 as const)), { maxLength: 40 }),
        (moves) => {
          let { document } = starter('scheme')
          for (const [at, by] of moves) {
            const before = ids(scenesOf(document))
            const id = before[at]!
            document = done(document, moveScene(document, id, by))
            const expected = before.filter((one) => one !== id)
            expected.splice(Math.min(before.length - 1, Math.max(0, at + by)), 0, id)
            expect(ids(scenesOf(document))).toEqual(expected)
          }
        },
      ),
    )
  })

  it('of a text, and what is added or taken away, gives a valid piece', () => {
    const { document } = starter('idea')
    const [first] = scenesOf(document)
    const swapped = done(document, moveBlock(first!, 'text-1', 1))
    expect(ids(blocksOf(swapped.scenes['scene-1']!))).toEqual(['text-2', 'text-1'])
    const added = done(swapped, addScene(swapped, 'quote', 'new', 'scene-1'))
    expect(ids(scenesOf(added)).slice(0, 3)).toEqual(['scene-1', 'new', 'scene-2'])
    const more = done(added, addBlock(scenesOf(added)[0]!, 'body', 'more'))
    expect(ids(blocksOf(more.scenes['scene-1']!)).at(-1)).toBe('more')
    expect(ids(scenesOf(done(more, removeScene(more, 'new'))))).not.toContain('new')
  })
})

it('a medium of the library brings along whom it shows, by what right, and whom it credits', () => {
  const id = '0197a000-0000-7000-8000-00000000000a'
  const chosen: ChosenFile = {
    kind: 'picture',
    file: 'c'.repeat(64),
    ms: null,
    shows: 'people',
    people: [{ id, name: 'नमूना', basis: 'consent' }],
    credit: { hi: 'बूथ 12', en: 'Booth 12', booth: id },
    synthetic: { kind: 'none' },
  }
  const { document } = starter('idea')
  const placed = placeMedia(document, 'scene-1', chosen).reduce(done, document)
  expect(placed.people[id]).toMatchObject({ basis: 'consent', consent: id })
  expect(placed.scenes['scene-1']!.media).toMatchObject({ depicts: [id], credit: `booth-${id.slice(0, 8)}` })
  // Again in another scene: what stands there already is not written over.
  expect(placeMedia(placed, 'scene-2', chosen)).toHaveLength(1)
})

it('a tribute rests on the consent with which its picture was given, until somebody chooses another', () => {
  const id = '0197a000-0000-7000-8000-00000000000b'
  const chosen: ChosenFile = {
    ...{ kind: 'picture', file: 'd'.repeat(64), ms: null, shows: 'people', credit: null },
    people: [{ id, name: 'नमूना', basis: 'family' }],
    synthetic: { kind: 'none' },
  }
  const { document } = starter('tribute')
  const placed = placeMedia(document, 'scene-1', chosen).reduce(done, document)
  expect(placed.tribute).toEqual({ day: null, consent: id })
  const other = { ...chosen, people: [{ ...chosen.people[0]!, id: id.replace('b', 'c') }] }
  expect(placeMedia(placed, 'scene-2', other).reduce(done, placed).tribute).toEqual(placed.tribute)
  expect([dayOfYear(3, 14), dayOfYear(4, 31), dayOfYear(2, 31)]).toEqual(['03-14', '04-30', '02-29'])
})

describe('differences', () => {
  const word = fc.constantFrom('पानी', 'सबका', 'गाँव', 'है', 'a', 'well')
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
  it('of two texts hold both of them', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const runs = runsBetween(before, after)
        const of = (...kinds: string[]) =>
          runs.filter(({ kind }) => kinds.includes(kind)).map(({ words }) => words).join(' ') // prettier-ignore
        expect(of('same', 'gone')).toBe(before)
        expect(of('same', 'new')).toBe(after)
      }),
    )
  })

  it('of two states name each scene that was added, removed, moved or written on, and none besides', () => {
    const before = samplePiece()
    expect(differenceBetween(before, structuredClone(before))).toEqual({ titles: [], scenes: [], also: [] })
    const { 'scene-2': _gone, ...rest } = before.scenes
    const scenes = {
      ...rest,
      'scene-1': { ...before.scenes['scene-1']!, showMs: 9000, wordsAt: 0, media: sampleMedia() },
    }
    const after: SceneDocument = { ...before, scenes, title: { hi: 'और', en: 'Else' } }
    expect(differenceBetween(before, after)).toMatchObject({
      scenes: [
        { scene: 'scene-1', kind: 'changed', also: ['layout', 'media', 'time'] },
        { scene: 'scene-2', kind: 'removed', at: 2 },
      ],
      titles: [{ language: 'hi' }, { language: 'en' }],
      also: [],
    })
  })
})

it('packed letters come out as they went in, and what is missing is asked for', () => {
  const shaped = { advance: 900, paths: [{ d: 'M0 0h1z', x: 1, y: 2 }, { d: 'M0 0h1z', x: 3, y: 4 }], faults: ['dottedCircle'] as const } // prettier-ignore
  const noted = notedLetters({ word: () => shaped })
  noted.letters.word('क्षेत्र', 'Bold')
  const packed = packLetters(noted.asked(), noted.letters)
  expect(packed.outlines).toHaveLength(1)
  const kept = keptLetters()
  expect(kept.word('क्षेत्र', 'Bold').paths).toEqual([])
  expect(kept.missing()).toEqual([{ weight: 'Bold', text: 'क्षेत्र' }])
  kept.keep(packed)
  expect(kept.missing()).toEqual([])
  expect(kept.word('क्षेत्र', 'Bold')).toEqual(shaped)
})

it('a plain form makes edits of what was changed only, whatever else is sent along', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (noise) => {
      const edits = editsOfForm('scene-1', { ...noise, 'text.text-1.hi': 'नया', 'was.text-1.hi': 'पुराना' })
      expect(edits.map(fieldOf)).toContain('text.text-1.hi')
      for (const { at } of edits) expect(['title', 'scenes']).toContain(at[0])
    }),
  )
})

it('the library stands against a file that it does not keep, scene by scene, and a consent that was taken back', () => {
  const consent = '0197a000-0000-7000-8000-000000000002'
  const document = withMedia(samplePiece('tribute'), sampleMedia())
  const faults = placedFaults(document, { files: new Map(), consents: new Map([[consent, false]]) })
  expect(faults.filter(({ scene }) => scene !== null)).toHaveLength(Object.keys(document.scenes).length)
  expect(faults.at(-1)).toEqual({ what: 'studio_consent_withdrawn', scene: null })
})
