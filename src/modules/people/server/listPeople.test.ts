/** Numbers elsewhere are links into this list: each must find exactly the people that were counted. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network, type PersonState } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { inviteBoothByBooth } from './inviteBoothByBooth.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { listPeople } from './listPeople.ts'
import { readSheet } from './readSheet.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const youth = 1
const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id).toSorted()

it('those whom coverage counts are at a booth and not set aside', async () => {
  const { tree } = network
  const states: PersonState[] = ['applied', 'phone_verified', 'placed', 'vouched', 'active', 'lapsed']
  const counted = await Promise.all(
    states.map((state) => network.person({ place: tree.booth(0, 0, 1), wing: youth, state })),
  )
  for (const state of ['declined', 'suspended', 'left'] as const)
    await network.person({ place: tree.booth(0, 0, 1), wing: youth, state })
  await network.person({ place: tree.constituency(0, 0), wing: youth, state: 'phone_verified' })
  const coordinator = house.as(await network.holder(tree.district(0), youth))
  const placeId = tree.constituency(0, 0).id
  expect(ids((await listPeople(coordinator, { placeId, state: 'counted' })).rows)).toEqual(ids(counted))
  expect((await listPeople(coordinator, { placeId })).rows).toHaveLength(10)
})

it('one’s own row in another wing than one’s scope is counted nowhere', async () => {
  const { tree } = network
  const actor = await network.holder(tree.constituency(1, 1), youth)
  const own = tree.booth(1, 1, 0)
  await sql`update people.person set wing = 2, place_id = ${own.id}, place_lft = ${own.lft} where id = ${actor.personId}`.execute(
    house.owner.db,
  )
  const listed = (state?: string) => listPeople(house.as(actor), { placeId: own.id, state })
  expect((await listed()).rows).toHaveLength(1)
  expect((await listed('counted')).rows).toEqual([])
})

it('an invitation, or a printed sheet, leads to those who came by it and to nobody else', async () => {
  const { tree } = network
  const coordinator = house.as(await network.holder(tree.district(1), youth))
  const terms = { command: uuidv7(), placeId: tree.booth(1, 0, 0).id, wing: youth, days: 30, uses: 5 }
  const { invitationId } = await inviteVolunteers(coordinator, terms)
  const { batchId } = await inviteBoothByBooth(coordinator, {
    command: uuidv7(),
    placeId: tree.constituency(1, 0).id,
    wing: youth,
  })
  const sheet = await sql<{ id: string }>`
    select id from people.invitation where batch_id = ${batchId} order by place_lft`.execute(house.owner.db)
  expect(sheet.rows).toHaveLength((await readSheet(coordinator, batchId)).length)
  const come = (by: string | undefined) =>
    network.person({ place: tree.booth(1, 0, 0), wing: youth, ...(by && { invitationId: by }) })
  const one = await come(invitationId)
  const printed = [await come(sheet.rows[0]!.id), await come(sheet.rows[1]!.id)]
  await come(undefined)
  expect(ids((await listPeople(coordinator, { invitation: invitationId })).rows)).toEqual([one.id])
  expect(ids((await listPeople(coordinator, { invitation: batchId })).rows)).toEqual(ids(printed))
  expect((await listPeople(coordinator, { invitation: sheet.rows[0]!.id })).rows).toHaveLength(1)
  const stranger = house.as(await network.holder(tree.district(0), youth))
  expect((await listPeople(stranger, { invitation: invitationId })).rows).toEqual([])
  // What cannot be read counts as not set, as every filter of an address.
  expect((await listPeople(coordinator, { invitation: "' or 1=1 --" })).rows.length).toBeGreaterThan(3)
})

it('a word of a name is known while somebody bears it, and forgotten with the last', async () => {
  const { tree } = network
  const place = tree.booth(1, 1, 1)
  const coordinator = house.as(await network.holder(tree.state, youth))
  const bearers = [
    await network.person({ place, wing: youth, name: 'क्षितिजा नंदन', nameLatin: 'Kshitija Nandan' }),
    await network.person({ place, wing: youth, name: 'क्षितिजा सेन', nameLatin: 'Kshitija Sen' }),
  ]
  const known = async () => {
    const words = await sql<{
      word: string
    }>`select word from people.name_word where word like ${'%sitij%'}`.execute(house.owner.db)
    return words.rows.length > 0
  }
  // Misspelt, so that only the list of words can know it.
  const found = async () => ids((await listPeople(coordinator, { text: 'Kshitiija' })).rows)
  expect(await found()).toEqual(ids(bearers))
  await sql`update people.person set name_folded = 'sunit' where id = ${bearers[0]!.id}`.execute(
    house.owner.db,
  )
  expect([await known(), await found()]).toEqual([true, [bearers[1]!.id]])
  await sql`delete from people.person where id = ${bearers[1]!.id}`.execute(house.owner.db)
  expect([await known(), await found()]).toEqual([false, []])
})
