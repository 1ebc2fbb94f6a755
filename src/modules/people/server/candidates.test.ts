import { afterAll, beforeAll, expect, it } from 'vitest'
import { blockingKeys } from '#engines/matching/index.ts'
import type { Context } from '#platform/context.ts'
import { scopeHull } from '#platform/access/scope.ts'
import { noisyList } from '#tests/builders/duplicates/index.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { candidatePairs, candidatesByIds } from './duplicateStore.ts'
import { recordOf } from './listDuplicates.ts'

let house: TestPlatform
let network: Network
let ctx: Context
let bounds: { low: number; high: number }
const ids: string[] = []

/** Everybody of a noisy list somewhere in one district: at six booths, and some at a constituency or the district itself. */
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  const places = [0, 1].flatMap((seat) => [...[0, 1, 2].map((booth) => tree.booth(0, seat, booth)), tree.constituency(0, seat)]) // prettier-ignore
  const phones = new Map<string, string>()
  for (const [at, { booth, name, phone }] of noisyList(5, 260).entries()) {
    const number = phone ?? `none ${at}`
    if (!phones.has(number)) phones.set(number, `+9155559${String(phones.size).padStart(5, '0')}`)
    const place = at % 23 === 0 ? tree.district(0) : places[([...booth].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7) + (at % 4 === 0 ? at : 0)) % places.length]! // prettier-ignore
    // Names of one word too: they are looked for at their own place alone.
    const written = at % 5 === 0 ? name.split(' ')[0]! : name
    const made = await network.person({
      place,
      name: written,
      nameLatin: written,
      phone: phones.get(number)!,
      state: 'placed',
    })
    ids.push(made.id)
  }
  const actor = await network.holder(tree.district(0), network.wings.youth)
  const [low, high] = scopeHull(actor.scope)
  ;[ctx, bounds] = [house.as(actor), { low, high }]
})
afterAll(() => house.close())

it('the database finds the pairs that the engine’s keys find, and no others', async () => {
  const [found, records] = await ctx.transaction(async (tx) => [
    await candidatePairs(tx, bounds, undefined, 1_000_000),
    await candidatesByIds(tx, ids),
  ])
  expect(records.size).toBe(ids.length)
  const met = new Map<string, string[]>()
  for (const candidate of records.values())
    for (const key of new Set(blockingKeys(recordOf(candidate)))) met.set(key, [...(met.get(key) ?? []), candidate.id]) // prettier-ignore
  const pairOf = (a: string, b: string) => [a, b].sort().join(' ')
  const expected = new Set([...met.values()].flatMap((under) => under.flatMap((a, nth) => under.slice(nth + 1).map((b) => pairOf(a, b))))) // prettier-ignore
  const bySql = found
    .filter(({ a, b }) => records.has(a.id) && records.has(b.id))
    .map(({ a, b }) => pairOf(a.id, b.id))
  expect(expected.size).toBeGreaterThan(200)
  expect(bySql.toSorted()).toEqual([...expected].toSorted())
})
