import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { plansOf } from '#tests/database/plansOf.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { keptApartLines } from './duplicateStore.ts'
import { keepApart } from './keepApart.ts'
import { listDuplicates } from './listDuplicates.ts'
import { mergePeople } from './mergePeople.ts'
import { offerAgain } from './offerAgain.ts'
import { previewMerge } from './previewMerge.ts'

let house: TestPlatform
let network: Network
let ctx: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  ctx = house.as(await network.holder(network.tree.district(0), network.wings.youth))
})
afterAll(() => house.close())

/** Two records of one phone at one booth, the lesser id first. */
async function twice(): Promise<readonly [string, string]> {
  const place = network.tree.booth(0, 0, 0)
  const made = { place, nameLatin: 'Kalpana Parekh', phone: '+915555700001', state: 'placed' } as const
  const one = await network.person({ ...made, name: 'कल्पना पारेख' })
  const other = await network.person({ ...made, name: 'Kalpana Parekh' })
  return [one.id, other.id].sort() as [string, string]
}

it('said to be two people by mistake, a pair is offered again and merged once that is taken back', async () => {
  const [oneId, otherId] = await twice()
  const [pair, asItIs] = [`${oneId} ${otherId}`, { oneId, otherId }]
  const listed = () => listDuplicates(ctx, {})
  const lately = async () => (await listed()).apart.map((line) => `${line.oneId} ${line.otherId}`)
  const offered = async () => (await listed()).rows.map(({ one, other }) => [one.id, other.id].sort().join(' ')) // prettier-ignore

  await keepApart(ctx, { command: uuidv7(), ...asItIs })
  expect(await lately()).toContain(pair)
  expect(await offered()).not.toContain(pair)
  const told = (await listed()).apart.find((line) => line.oneId === oneId)!
  expect(told.by).toBeTruthy()
  const seen = async (...[staysId, givesId]: [string, string]) => (await previewMerge(ctx, { staysId, givesId })).isKeptApart // prettier-ignore
  expect([await seen(oneId, otherId), await seen(otherId, oneId)]).toEqual([true, true])

  // In either order, sent twice, and once more by somebody who did not know.
  const command = uuidv7()
  await offerAgain(ctx, { command, oneId: otherId, otherId: oneId })
  await offerAgain(ctx, { command, oneId: otherId, otherId: oneId })
  await offerAgain(ctx, { command: uuidv7(), ...asItIs })
  expect(await lately()).not.toContain(pair)
  expect(await seen(oneId, otherId)).toBe(false)
  expect(await offered()).toContain(pair)
  await mergePeople(ctx, { command: uuidv7(), staysId: oneId, givesId: otherId })
})

it('what was said lately comes by its index, however much was said in all', async () => {
  for (let n = 0; n < 60; n++)
    await network.person({ place: network.tree.booth(0, 0, 1), name: `कोई ${n}`, state: 'placed' })
  await sql`insert into people.kept_apart (one_id, other_id, said_at)
    select one.id, other.id, now() from people.person one join people.person other on one.id < other.id on conflict do nothing`.execute(
    house.owner.db,
  )
  await sql`analyze people.kept_apart, people.person`.execute(house.owner.db)
  expect((await plansOf(house, (tx) => keptApartLines(tx, 20))).join()).toContain('kept_apart_recent')
})
