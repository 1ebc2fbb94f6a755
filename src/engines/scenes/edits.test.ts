import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  act,
  applyEdit,
  blocksOf,
  contentHash,
  edit,
  insist,
  inverse,
  joined,
  mergeEdits,
  NO_HISTORY,
  orderBetween,
  PIECE_KINDS,
  redo,
  sceneDocument,
  scenesOf,
  starter,
  undo,
  valueAt,
  type Edit,
  type SceneDocument,
} from './index.ts'
import { sameValue, type Value } from './canonical.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const hashOf = (document: SceneDocument) => contentHash(document, sha256)
const base = starter('scheme').document
const sceneIds = Object.keys(base.scenes)
const words = fc.constantFrom('पेंशन', 'क्षेत्र', 'widow', 'ज्ञान', '')

/** One address and what shall stand there; `was` is what its maker saw. */
const change = fc
  .oneof(
    fc.record({ at: fc.tuple(fc.constant('title'), fc.constantFrom('hi', 'en')), now: words }),
    fc.record({
      at: fc.tuple(fc.constant('scenes'), fc.constantFrom(...sceneIds)),
      now: fc.constant(undefined),
    }),
    fc.record({
      at: fc.tuple(fc.constant('scenes'), fc.constantFrom(...sceneIds), fc.constant('order')),
      now: fc.constantFrom('b', 'k', 'zz'),
    }),
    fc.record({
      at: fc.tuple(fc.constant('scenes'), fc.constantFrom(...sceneIds), fc.constant('showMs')),
      now: fc.integer({ min: 1000, max: 9000 }),
    }),
    fc.record({
      at: fc.tuple(
        fc.constant('scenes'),
        fc.constantFrom(...sceneIds),
        fc.constant('blocks'),
        fc.constantFrom('text-1', 'text-2', 'text-9'),
        fc.constantFrom('hi', 'en'),
      ),
      now: words,
    }),
    fc.record({
      at: fc.tuple(
        fc.constant('scenes'),
        fc.constantFrom(...sceneIds),
        fc.constant('blocks'),
        fc.constantFrom('text-1', 'new-1', 'new-2'),
      ),
      now: fc.constantFrom(undefined, {
        order: 'm',
        role: 'body',
        hi: 'नया',
        en: 'new',
        sources: [],
        cueMs: null,
      }),
    }),
    fc.record({
      at: fc.tuple(fc.constant('sources'), fc.constantFrom('one', 'two')),
      now: fc.constant({ title: 'Order', address: '', seenOn: null, capture: null }),
    }),
  )
  .filter(({ at, now }) => now !== undefined || valueAt(base, at) !== undefined)

const asEdit = (
  document: SceneDocument,
  { at, now }: { readonly at: readonly string[]; readonly now?: Value | undefined },
): Edit => {
  const was = valueAt(document, at)
  return { at, ...(was === undefined ? {} : { was }), ...(now === undefined ? {} : { now }) }
}
const edits = fc.array(change, { maxLength: 6 }).map((all) => {
  let document = base
  return all.flatMap((one): readonly Edit[] => {
    const wanted = asEdit(document, one)
    if (wanted.was === undefined && wanted.now === undefined) return []
    document = applyEdit(document, wanted).document
    return [wanted]
  })
})
const liesWithin = (one: readonly string[], other: readonly string[]) =>
  other.every((name, at) => one[at] === name)
const apart = (one: Edit, other: Edit) => !liesWithin(one.at, other.at) && !liesWithin(other.at, one.at)

describe('two editors of one piece', () => {
  it('meet in the same document whoever saved first, as long as they did not touch the same thing', () => {
    fc.assert(
      fc.property(edits, edits, (hers, his) => {
        fc.pre(hers.every((one) => his.every((other) => apart(one, other))))
        const herFirst = mergeEdits(mergeEdits(base, hers).document, his)
        const hisFirst = mergeEdits(mergeEdits(base, his).document, hers)
        expect(hashOf(herFirst.document)).toBe(hashOf(hisFirst.document))
      }),
      { numRuns: 150 },
    )
  })

  it('lose nothing: each edit stands there, was written over by its own maker, or is shown as a conflict', () => {
    fc.assert(
      fc.property(edits, edits, (hers, his) => {
        const first = mergeEdits(base, hers)
        const { document, conflicts } = mergeEdits(first.document, his)
        for (const [at, wanted] of his.entries()) {
          const isConflict = conflicts.some(({ edit }) => edit === wanted)
          const isOverwritten = his.slice(at + 1).some((later) => !apart(later, wanted))
          expect(isConflict || isOverwritten || sameValue(valueAt(document, wanted.at), wanted.now)).toBe(
            true,
          )
        }
        // And of hers, only what his carried-out edits saw and replaced is gone.
        for (const wanted of hers) {
          if (first.conflicts.some(({ edit }) => edit === wanted)) continue
          if (sameValue(valueAt(document, wanted.at), wanted.now)) continue
          expect([...hers, ...his].some((later) => later !== wanted && !apart(later, wanted))).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('are shown what stands there, and may insist', () => {
    const at = ['scenes', 'scene-1', 'blocks', 'text-2', 'hi']
    const hers = applyEdit(base, { at, was: '', now: 'पालनहार' }).document
    const { document, conflict } = applyEdit(hers, { at, was: '', now: 'विधवा पेंशन' })
    expect(conflict).toMatchObject({ why: 'changed', stands: 'पालनहार', edit: { now: 'विधवा पेंशन' } })
    expect(valueAt(document, at)).toBe('पालनहार')
    expect(valueAt(applyEdit(document, insist(conflict!)).document, at)).toBe('विधवा पेंशन')
  })

  it('cannot remove a scene in which the other has just written', () => {
    const removal = asEdit(base, { at: ['scenes', 'scene-1'] })
    const written = applyEdit(base, {
      at: ['scenes', 'scene-1', 'blocks', 'text-1', 'hi'],
      was: '',
      now: 'नया',
    }).document
    expect(applyEdit(written, removal).conflict?.why).toBe('changed')
    expect(
      applyEdit(applyEdit(base, removal).document, {
        at: ['scenes', 'scene-1', 'layout'],
        was: 'cover',
        now: 'quote',
      }).conflict?.why,
    ).toBe('gone')
  })

  it('find scenes put at one place in one sequence', () => {
    const keys = ['hers', 'his'].map((id) =>
      orderBetween(base.scenes['scene-1']!.order, base.scenes['scene-2']!.order, id),
    )
    expect(new Set(keys).size).toBe(2)
    for (const key of keys) {
      expect(key > base.scenes['scene-1']!.order).toBe(true)
      expect(key < base.scenes['scene-2']!.order).toBe(true)
    }
  })
})

describe('an edit', () => {
  it('that is nested without end is refused, and none', () => {
    const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) as never
    for (const given of [{ was: deep }, { now: deep }])
      expect(edit.safeParse({ at: ['title', 'hi'], ...given }).success).toBe(false)
    expect(
      edit.safeParse({ at: ['scenes', 'one'], now: { blocks: { a: { sources: ['b'] } } } }).success,
    ).toBe(true)
    expect(edit.safeParse({ at: ['scenes', 'one'], was: null }).success).toBe(true)
  })

  it('is taken back by its inverse', () => {
    fc.assert(
      fc.property(change, (one) => {
        const wanted = asEdit(base, one)
        const { document, conflict } = applyEdit(base, wanted)
        if (!conflict) expect(hashOf(applyEdit(document, inverse(wanted)).document)).toBe(hashOf(base))
      }),
      { numRuns: 100 },
    )
  })

  it('joined with those typed before it does the same as each of them', () => {
    fc.assert(
      fc.property(edits, (all) => {
        const clean = mergeEdits(base, all)
        fc.pre(clean.conflicts.length === 0)
        expect(hashOf(mergeEdits(base, joined(all)).document)).toBe(hashOf(clean.document))
      }),
      { numRuns: 100 },
    )
    const typed = ['प', 'पे', 'पें'].map((now, at): Edit => ({
      at: ['title', 'hi'],
      was: ['', 'प', 'पे'][at]!,
      now,
    }))
    expect(joined(typed)).toEqual([{ at: ['title', 'hi'], was: '', now: 'पें' }])
  })

  it('takes a page of the demonstration for a source', () => {
    const address = 'http://localhost:7311/schemes/made-up-pension'
    const page = { title: 'x', address, seenOn: null, capture: null }
    const { document, conflict } = applyEdit(base, { at: ['sources', 'one'], now: page })
    expect([conflict, document.sources.one!.address]).toEqual([undefined, address])
  })

  it.each<readonly [string, Edit]>([
    ['a field that no document has', { at: ['scenes', 'scene-1', 'script'], now: 'x' }],
    ['the prototype', { at: ['constructor', 'prototype'], now: 'x' }],
    ['a text that turns the reading direction', { at: ['title', 'hi'], was: '', now: 'अब\u202eक' }],
    ['a text without end', { at: ['title', 'hi'], was: '', now: 'क'.repeat(5000) }],
    [
      'a source that is a script',
      {
        at: ['sources', 'one'],
        now: { title: 'x', address: 'javascript:alert(1)', seenOn: null, capture: null },
      },
    ],
    ['a format of tomorrow', { at: ['format'], was: 1, now: 2 }],
    ['the removal of what every piece has', { at: ['title'], was: { hi: '', en: '' } }],
  ])('never brings in %s', (_what, wanted) => {
    const { document, conflict } = applyEdit(base, wanted)
    expect(conflict?.why).toMatch(/refused|gone/)
    expect(document).toBe(base)
  })

  it('can be undone and done again, unless somebody wrote over it', () => {
    const at = ['title', 'hi']
    const first = act(base, NO_HISTORY, { at, was: '', now: 'एक' })
    const second = act(first.document, first.history, { at, was: 'एक', now: 'दो' })
    const back = undo(second.document, second.history)
    expect(back.document.title.hi).toBe('एक')
    expect(redo(back.document, back.history).document.title.hi).toBe('दो')
    const others = applyEdit(back.document, { at, was: 'एक', now: 'तीन' }).document
    const stuck = undo(others, back.history)
    expect(stuck.conflict).toMatchObject({ why: 'changed', stands: 'तीन' })
    expect(stuck.document.title.hi).toBe('तीन')
  })

  it('that changes nothing is no step: an undo reaches the one before, and what was undone can still be done again', () => {
    const at = ['title', 'hi']
    const first = act(base, NO_HISTORY, { at, was: '', now: 'एक' })
    const second = act(first.document, first.history, { at, was: 'एक', now: 'एक' })
    expect(second).toEqual({ document: first.document, history: first.history })
    const back = undo(second.document, second.history)
    expect(back.document.title.hi).toBe('')
    const idle = act(back.document, back.history, { at, was: '', now: '' })
    expect(redo(idle.document, idle.history).document.title.hi).toBe('एक')
  })
})

describe('an order key', () => {
  it('lies strictly between its neighbours however often one inserts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 30 }), (places) => {
        const keys: string[] = []
        for (const [id, place] of places.entries()) {
          const at = place % (keys.length + 1)
          keys.splice(at, 0, orderBetween(keys[at - 1] ?? null, keys[at] ?? null, `s${id}`))
        }
        expect(keys).toEqual(keys.toSorted())
        expect(new Set(keys).size).toBe(keys.length)
        for (const key of keys) expect(key).toMatch(/[^0]$/)
      }),
    )
  })
})

describe("a document's hash", () => {
  it('does not depend on the order in which a database keeps fields, and changes with every letter', () => {
    const turned = (value: Value): Value =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([name, field]) => [name, turned(field)]),
          )
        : value
    expect(hashOf(turned(base as Value) as unknown as SceneDocument)).toBe(hashOf(base))
    expect(hashOf({ ...base, title: { hi: 'क', en: '' } })).not.toBe(hashOf(base))
    // Fixed by docs/formats/scene-document.md: an approval of last year still binds.
    expect(hashOf(starter('tribute').document)).toBe(
      '260cf263fd9110ecb997bde198baa2659ec8cbf7b6f49651537e4132fae65361',
    )
    // What came later is left out of what was written before it, and adds no byte to it.
    const source = { title: 'आदेश', address: '', seenOn: null, capture: null }
    const before = { ...starter('tribute').document, sources: { one: source } }
    expect(hashOf(sceneDocument.parse(before))).toBe(
      'd7b3425e31d219e8568da1ca7210d8cd73a4f612e6ecf26045d477daceabb042',
    )
    expect(hashOf({ ...before, sources: { one: { ...source, titleEn: 'Order' } } })).not.toBe(
      'd7b3425e31d219e8568da1ca7210d8cd73a4f612e6ecf26045d477daceabb042',
    )
  })
})

describe('a template', () => {
  it.each(PIECE_KINDS)(
    'of kind %s is a valid document whose texts are all still empty, each with a question',
    (kind) => {
      const { document, hints } = starter(kind)
      expect(sceneDocument.parse(document)).toEqual(document)
      const places = scenesOf(document).flatMap((scene) =>
        blocksOf(scene).map((block) => ({ ...block, name: `${scene.id}/${block.id}` })),
      )
      for (const { hi, en, name } of places) {
        expect([hi, en]).toEqual(['', ''])
        expect(hints[name]?.hi && hints[name]?.en).toBeTruthy()
      }
      expect(Object.keys(hints)).toHaveLength(places.length)
      expect(scenesOf(document).map(({ id }) => id)).toEqual(
        scenesOf(document).map((_, at) => `scene-${at + 1}`),
      )
    },
  )
})
