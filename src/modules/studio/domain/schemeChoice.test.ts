import { describe, expect, it } from 'vitest'
import { mergeEdits, scenesOf, starter, type SceneDocument } from '#engines/scenes/index.ts'
import { factsToUse, placeFact, SCHEME_SOURCE, schemeEdits, type ReadScheme } from './schemeChoice.ts'

const both = (words: string) => ({ hi: `${words} हि`, en: words })
const READ: ReadScheme = {
  ...{ key: 'made-up-pension', version: 3, readOn: '2026-11-26', status: 'unverified' },
  ...{ name: both('Pension'), benefit: both('Money'), whoMayGetIt: both('Whoever is made up') },
  ...{ documents: [both('Card'), both('Letter')], howToApply: null, conflict: null },
  page: 'https://programme.example/schemes/made-up-pension',
  sources: [
    { title: 'The order', address: 'https://order.example/1', readOn: '2026-11-20' },
    { title: 'A report', address: 'https://report.example/', readOn: '2026-11' },
  ],
}
const done = (document: SceneDocument, edits: Parameters<typeof mergeEdits>[1]) => {
  const { document: next, conflicts } = mergeEdits(document, edits)
  expect(conflicts).toEqual([])
  return next
}

describe('a scheme that is chosen', () => {
  const { document } = starter('scheme')
  const chosen = done(document, schemeEdits(document, READ))

  it('is named with version and day, and brings its sources; a day that nobody knows stays open', () => {
    expect(chosen.scheme).toEqual({ key: 'made-up-pension', version: 3, readOn: '2026-11-26' })
    expect(Object.entries(chosen.sources).map(([id, { seenOn }]) => `${id} ${seenOn}`)).toEqual([
      `${SCHEME_SOURCE} 2026-11-26`,
      'scheme-1 2026-11-20',
      'scheme-2 null',
    ])
  })

  it('is taken in its present version again, and its sources stand once', () => {
    const again = done(chosen, schemeEdits(chosen, { ...READ, version: 4, readOn: '2026-12-01' }))
    expect([again.scheme!.version, Object.keys(again.sources).length]).toEqual([4, 3])
    expect(again.sources[SCHEME_SOURCE]!.seenOn).toBe('2026-12-01')
  })

  it('fills the empty texts of a scene and then adds more, each resting on its page', () => {
    const facts = factsToUse(READ)
    expect(facts.map(({ what }) => what)).toEqual(['name', 'benefit', 'whoMayGetIt', 'document', 'document'])
    const steps = scenesOf(chosen).find(({ layout }) => layout === 'steps')!
    const scene = (of: SceneDocument) => scenesOf(of).find(({ id }) => id === steps.id)!
    const card = done(chosen, placeFact(scene(chosen), facts[3]!, 'more-1'))
    const [, step] = Object.values(scene(card).blocks)
    expect(step).toMatchObject({ role: 'step', ...READ.documents[0], sources: [SCHEME_SOURCE] })
    const benefit = done(card, placeFact(scene(card), facts[1]!, 'more-2'))
    expect(scene(benefit).blocks['more-2']).toMatchObject({ role: 'body', ...READ.benefit })
  })
})
