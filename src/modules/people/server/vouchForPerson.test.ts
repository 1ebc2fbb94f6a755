import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOBODY, type Actor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { confirmName } from './confirmName.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { listWaiting } from './listWaiting.ts'
import { phonesShared } from './sharingStore.ts'
import { recordCallBack } from './recordCallBack.ts'
import { revokeVouch } from './revokeVouch.ts'
import { suspendPerson } from './suspendPerson.ts'
import { viewPerson } from './viewPerson.ts'
import { vouchForPerson } from './vouchForPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const youth = 1
const booth = () => network.tree.booth(0, 0, 0)
const waiting = (invitationId?: string) =>
  network.person({ place: booth(), wing: youth, state: 'placed', ...(invitationId ? { invitationId } : {}) })
const rows = async (table: string, personId: string) =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.table(table)} where person_id = ${personId}`.execute(
      house.owner.db,
    )
  ).rows[0]!.n
const stateOf = async (id: string) =>
  (await sql<{ state: string }>`select state from people.person where id = ${id}`.execute(house.owner.db))
    .rows[0]!.state

it('makes a volunteer of a person, and tells the outbox and the audit log', async () => {
  const coordinator = await network.holder(network.tree.constituency(0, 0), youth)
  const person = await waiting()
  const vouched = await vouchForPerson(house.as(coordinator), { command: uuidv7(), personId: person.id })
  expect(vouched.sameHand).toBe(false)
  expect(await stateOf(person.id)).toBe('vouched')
  const { authorities } = await network.actor(person)
  expect(authorities).toMatchObject([{ role: 'volunteer', placeId: booth().id, wing: youth }])
  const told = await sql<{ name: string }>`
    select name from outbox.event where payload->>'personId' = ${person.id}`.execute(house.owner.db)
  expect(told.rows).toEqual([{ name: 'people.vouched' }])
  const noted = await sql<{ verb: string; actor_person: string }>`
    select verb, actor_person from audit.entry where subject = ${`person:${person.id}`}`.execute(
    house.owner.db,
  )
  expect(noted.rows).toEqual([{ verb: 'people.vouchForPerson', actor_person: coordinator.personId }])
})

it('of two coordinators at the same moment one vouches, and the other is told that it is done', async () => {
  const hands = await Promise.all([
    network.holder(network.tree.constituency(0, 0), youth),
    network.holder(network.tree.district(0), youth),
    network.holder(network.tree.state, null),
  ])
  for (let round = 0; round < 5; round++) {
    const person = await waiting()
    const answers = await Promise.all(
      hands.map((hand) =>
        outcomeOf(() => vouchForPerson(house.as(hand), { command: uuidv7(), personId: person.id })),
      ),
    )
    expect(answers.filter((answer) => answer === 'did')).toHaveLength(1)
    expect(answers.filter((answer) => answer !== 'did')).toEqual(
      Array(2).fill({ otherwise: 'people_c_already_vouched' }),
    )
    expect(await rows('people.vouch', person.id)).toBe(1)
    expect(await rows('people.appointment', person.id)).toBe(1)
  }
})

it('a repeated command gives the first answer and changes nothing', async () => {
  const coordinator = await network.holder(network.tree.district(0), youth)
  const person = await waiting()
  const input = { command: uuidv7(), personId: person.id }
  const first = await vouchForPerson(house.as(coordinator), input)
  expect(await Promise.all([1, 2, 3].map(() => vouchForPerson(house.as(coordinator), input)))).toEqual([
    first,
    first,
    first,
  ])
  expect(await rows('people.vouch', person.id)).toBe(1)
})

it('nobody vouches for oneself, not even who coordinates the own booth', async () => {
  const person = await waiting()
  await network.appoint(person, { place: network.tree.district(0), wing: null })
  const herself = await network.actor(person)
  expect(
    await outcomeOf(() => vouchForPerson(house.as(herself), { command: uuidv7(), personId: person.id })),
  ).toBe('refused')
  expect(await stateOf(person.id)).toBe('placed')
})

it('an administrator, a booth lead and a trainer of the place do not vouch', async () => {
  const person = await waiting()
  for (const role of ['admin', 'booth_lead', 'trainer', 'auditor', 'volunteer'] as const) {
    const other = await network.holder(booth(), youth, role)
    expect(
      await outcomeOf(() => vouchForPerson(house.as(other), { command: uuidv7(), personId: person.id })),
      role,
    ).toBe('refused')
  }
})

it('an invitation and a vouch by one hand are marked, and only another hand calls back', async () => {
  const inviter = await network.holder(network.tree.constituency(0, 0), youth)
  const above = await network.holder(network.tree.district(0), youth)
  const order = { command: uuidv7(), placeId: booth().id, wing: youth, uses: 100 }
  const { invitationId } = await inviteVolunteers(house.as(inviter), order)
  const made = []
  for (let round = 0; round < 40; round++) {
    const person = await waiting(invitationId)
    made.push(await vouchForPerson(house.as(inviter), { command: uuidv7(), personId: person.id }))
  }
  expect(made.every(({ sameHand }) => sameHand)).toBe(true)
  const byAnother = await waiting(invitationId)
  expect(
    (await vouchForPerson(house.as(above), { command: uuidv7(), personId: byAnother.id })).sameHand,
  ).toBe(false)

  const { callBacks } = await listWaiting(house.as(above), {})
  // One in five of 40: none at all would come once in 7,500 runs, all of them never.
  expect(callBacks.length).toBeGreaterThan(0)
  expect(callBacks.length).toBeLessThan(40)
  expect((await listWaiting(house.as(inviter), {})).callBacks).toEqual([])
  const call = { vouchId: callBacks[0]!.vouchId, confirmed: true }
  expect(await outcomeOf(() => recordCallBack(house.as(inviter), { command: uuidv7(), ...call }))).toBe(
    'refused',
  )
  await recordCallBack(house.as(above), { command: uuidv7(), ...call })
  expect(await outcomeOf(() => recordCallBack(house.as(above), { command: uuidv7(), ...call }))).toEqual({
    otherwise: 'people_c_already_called',
  })
})

it('a vouch that is taken back ends what stood on it, and may be given anew', async () => {
  const coordinator = await network.holder(network.tree.district(0), youth)
  const person = await waiting()
  await vouchForPerson(house.as(coordinator), { command: uuidv7(), personId: person.id })
  await network.appoint(person, { role: 'booth_lead' })
  await revokeVouch(house.as(coordinator), { command: uuidv7(), personId: person.id })
  expect(await stateOf(person.id)).toBe('placed')
  expect((await network.actor(person)).authorities).toEqual([])
  await vouchForPerson(house.as(coordinator), { command: uuidv7(), personId: person.id })
  expect(await stateOf(person.id)).toBe('vouched')
})

it('who is suspended has no authority and no valid card with the next request', async () => {
  const state = await network.holder(network.tree.state, null)
  const person = await network.person({ place: booth(), wing: youth, state: 'vouched' })
  await network.appoint(person, { place: network.tree.district(0) })
  const token = Buffer.from(person.id)
  await sql`insert into people.card (token_hash, token_sealed, person_id, made_at)
    values (${token}, ${token}, ${person.id}, ${house.platform.clock.now()})`.execute(house.owner.db)
  const card = async () =>
    (await sql<{ valid: boolean }>`select valid from people.check_card(${token})`.execute(house.platform.db))
      .rows[0]?.valid
  expect((await network.actor(person)).authorities).toHaveLength(1)
  expect(await card()).toBe(true)
  await suspendPerson(house.as(state), { command: uuidv7(), personId: person.id, reason: 'misuse' })
  expect((await network.actor(person)).authorities).toEqual([])
  expect(await card()).toBe(false)
})

it('the nearest coordinator is asked first, those above see who waits below others', async () => {
  const alone = await testPlatform()
  const own = await arrangeNetwork(alone)
  const district = await own.holder(own.tree.district(0), youth)
  const seat = await own.holder(own.tree.constituency(0, 0), youth)
  await own.holder(own.tree.constituency(0, 1), own.wings.women)
  const near = await own.person({ place: own.tree.booth(0, 0, 0), wing: youth, state: 'placed' })
  const far = await own.person({ place: own.tree.booth(0, 1, 0), wing: youth, state: 'placed' })
  const seen = async (actor: typeof seat) =>
    (await listWaiting(alone.as(actor), {})).rows.map(({ id, part }) => [id, part])
  expect(await seen(seat)).toEqual([[near.id, 'yours']])
  expect(await seen(district)).toEqual([
    [far.id, 'yours'],
    [near.id, 'below'],
  ])
  const invited = { command: uuidv7(), placeId: own.tree.booth(0, 0, 1).id, wing: youth }
  const { invitationId } = await inviteVolunteers(alone.as(district), invited)
  await own.person({ place: own.tree.booth(0, 0, 1), wing: youth, state: 'placed', invitationId })
  expect((await listWaiting(alone.as(district), {})).rows[0]?.inviter).toMatch(/^परीक्षण व्यक्ति/)
  expect((await listWaiting(alone.as(district), {})).counts).toEqual({ invited: 1, yours: 1, all: 3 })
  await alone.close()
})

it('nobody vouches for, calls back or confirms somebody behind the own phone; another coordinator does', async () => {
  const self = await network.person({ place: booth(), wing: youth, state: 'vouched' })
  await network.appoint(self, { place: network.tree.constituency(0, 0) })
  const coordinator = house.as(await network.actor(self))
  const above = house.as(await network.holder(network.tree.district(0), youth))
  const behindHers = () => network.person({ place: booth(), wing: youth, state: 'placed', phone: self.phone })
  const [ghost, daughter] = [await behindHers(), await behindHers()]
  const command = () => uuidv7()
  const samePhone = (work: () => Promise<unknown>) =>
    expect(work()).rejects.toMatchObject({ id: 'forbidden', reason: 'people_c_same_phone' })
  await samePhone(() => vouchForPerson(coordinator, { command: command(), personId: ghost.id }))
  expect(await stateOf(ghost.id)).toBe('placed')
  // The page does not offer what would be refused, and tells how many answer this phone.
  expect((await viewPerson(coordinator, ghost.id)).may.vouch).toBe(false)
  expect((await viewPerson(coordinator, ghost.id)).sharing).toEqual({ people: 3, mine: true })
  const line = async (ctx: typeof above) =>
    (await listWaiting(ctx, {})).rows.find(({ id }) => id === daughter.id)?.sharing
  expect(await line(coordinator)).toEqual({ people: 3, mine: true })
  expect(await line(above)).toEqual({ people: 3, mine: false })

  expect((await viewPerson(above, ghost.id)).may.vouch).toBe(true)
  const { vouchId } = await vouchForPerson(above, { command: command(), personId: ghost.id })
  await sql`update people.vouch set same_hand = true, call_back_due = true where id = ${vouchId}`.execute(
    house.owner.db,
  )
  await samePhone(() => recordCallBack(coordinator, { command: command(), vouchId, confirmed: true }))
  await sql`update people.person set known_as = 'Before', name_changed_at = now() where id = ${ghost.id}`.execute(
    house.owner.db,
  )
  await samePhone(() =>
    confirmName(coordinator, { command: command(), personId: ghost.id, name: ghost.name }),
  )
})

it('how many answer a phone is told of those in one’s scope only, and counts whoever proved it and has not left', async () => {
  const phone = '+917000012345'
  const add = (state: 'placed' | 'left', place = booth()) =>
    network.person({ place, wing: youth, state, phone })
  const [here, elsewhere] = [await add('placed'), await add('placed', network.tree.booth(1, 0, 0))]
  await add('left')
  const unproved = await add('placed')
  await sql`update people.person set state = 'applied', phone_verified_at = null where id = ${unproved.id}`.execute(
    house.owner.db,
  )
  const ids = [here.id, elsewhere.id]
  const ask = (actor: Actor) => house.as(actor).transaction((tx) => phonesShared(tx, ids))
  const district = await network.holder(network.tree.district(0), youth)
  expect(await ask(district)).toEqual(new Map([[here.id, { people: 2, mine: false }]]))
  expect(await ask(await network.holder(network.tree.district(0), network.wings.women))).toEqual(new Map())
  expect(await ask(NOBODY)).toEqual(new Map())
})
