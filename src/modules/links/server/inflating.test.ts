/** Links made while their owner is recalled, and numbers that somebody would make larger than they are. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { endLinks, linkCounts, mintLinks } from './index.ts'
import { countVisits, MOST_AN_HOUR } from './visitStore.ts'

let house: TestPlatform
let network: Network
let placeId: string
let ownerId: string
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  placeId = network.tree.state.id
})
afterAll(() => house.close())
beforeEach(() => {
  ownerId = uuidv7()
})
const within = <T>(work: (tx: Transaction) => Promise<T>) => house.asSystem().transaction(work)
const mint = (tx: Transaction, wing: number) => mintLinks(tx, { owner: 'campaigns.kit', ownerId, target: '/join', cells: [{ placeId, wing }] }) // prettier-ignore

it('a recall takes along the link that is made at the same moment, and the one that is made later', async () => {
  await within((tx) => mint(tx, 1))
  let ending: Promise<number> | undefined
  await within(async (tx) => {
    await mint(tx, 2)
    ending = within((other) => endLinks(other, { ownerId, because: 'recalled' }))
    await new Promise((wait) => setTimeout(wait, 150))
  })
  expect(await ending).toBe(2)
  await within((tx) => mint(tx, 3))
  const open = await sql`select from links.link where owner_id = ${ownerId} and ended_because is distinct from 'recalled'`.execute(house.owner.db) // prettier-ignore
  expect(open.rows).toEqual([])
})

it('what was counted for a constituency that is no more counts for its heir', async () => {
  const [gone, heir] = [network.tree.constituency(0, 0).id, network.tree.constituency(0, 1).id]
  const cells = [{ placeId: gone, wing: 1 }, { placeId: heir, wing: 1 }]
  await within((tx) => mintLinks(tx, { owner: 'campaigns.kit', ownerId, target: '/join', cells }))
  const places = async () => (await within((tx) => linkCounts(tx, [ownerId]))).map((link) => link.placeId)
  expect(await places()).toEqual([gone, heir])
  const ended = (on: string | null, to: string | null) => sql`update places.place set ended_on = ${on}::date, heir_id = ${to} where id = ${gone}`.execute(house.owner.db)
  await ended('2026-11-01', heir)
  expect(await places()).toEqual([heir, heir])
  await ended(null, null)
}) // prettier-ignore

it('one address makes no more than three hundred people an hour, however often it changes its browser’s name', async () => {
  const [link] = await within((tx) => mint(tx, 1))
  const hex = (n: number) => n.toString(16).padStart(24, '0')
  const come = async (visitors: readonly number[], laterMs: number) => {
    house.clock.moveTo(new Date(house.clock.now().getTime() + laterMs))
    const visits = visitors.map((n) => ({ code: link!.code, kind: 'human' as const, visitor: hex(n), caller: hex(7) })) // prettier-ignore
    await countVisits(house.platform.db, visits, house.clock.now())
    return (await within((tx) => linkCounts(tx, [ownerId])))[0]!
  }
  const few = Array.from({ length: 55 }, (_, nth) => nth)
  for (let round = 0; round < 5; round++) await come(few.map((nth) => round * 100 + nth), 11_000) // prettier-ignore
  // Below any burst: but what begins beyond the hour's measure is no person.
  expect(await come(few.map((nth) => 900 + nth), 11_000)).toMatchObject({ humans: 275, bots: 55 }) // prettier-ignore
  expect(275).toBeLessThanOrEqual(MOST_AN_HOUR)
  expect((await come([1], 3_600_000)).humans).toBe(276)
})
