/** Nobody walks out from under those who lead her: an office stays where it can be ended, and falls with the vouch that it stands on. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { indianDay } from '../domain/term.ts'
import { appointmentsOf } from './appointmentStore.ts'
import { chooseBooth } from './chooseBooth.ts'
import { dissolveCommittee } from './dissolveCommittee.ts'
import { endAppointment } from './endAppointment.ts'
import { giveAppointment } from './giveAppointment.ts'
import { reportMissingBooth } from './reportMissingBooth.ts'
import { transferAppointment } from './transferAppointment.ts'
import { viewCommittee } from './viewCommittee.ts'
import { vouchForPerson } from './vouchForPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const youth = 1
const here = () => network.tree.booth(0, 0, 0)
const elsewhere = () => network.tree.booth(1, 0, 0)
const seat = () => network.tree.constituency(0, 0)
const moveTo = (person: PersonActor, boothId: string) =>
  outcomeOf(() => chooseBooth(house.as(person), { command: uuidv7(), boothId }))
const described = () => ({ constituencyId: network.tree.constituency(1, 0).id, described: 'पीपल के पास' })
const end = (actor: PersonActor, appointmentId: string) =>
  outcomeOf(() => endAppointment(house.as(actor), { command: uuidv7(), appointmentId }))
const stateOf = async (id: string) =>
  (await sql<{ state: string }>`select state from people.person where id = ${id}`.execute(house.owner.db))
    .rows[0]!.state
/** Somebody of another district whom the state put in charge here. */
async function fromElsewhere(role: 'coordinator' | 'trainer' = 'coordinator', wing = youth) {
  const person = await network.person({ place: elsewhere(), wing, state: 'vouched' })
  return [person, await network.appoint(person, { place: seat(), wing, role })] as const
}

it('whoever holds an office, or will, does not move home until it is ended; then the move is hers again', async () => {
  const district = await network.holder(network.tree.district(0), youth)
  const person = await network.person({ place: here(), wing: youth, state: 'vouched' })
  const appointmentId = await network.appoint(person, { place: seat() })
  const self = await network.actor(person)
  const refused = { otherwise: 'people_office_keeps_booth' }
  expect(await moveTo(self, elsewhere().id)).toEqual(refused)
  const missing = () =>
    outcomeOf(() => reportMissingBooth(house.as(self), { command: uuidv7(), missing: described() }))
  expect(await missing()).toEqual(refused)
  expect(await stateOf(person.id)).toBe('vouched')
  // Her own booth once more is no move.
  expect(await moveTo(self, here().id)).toBe('did')
  expect(await end(district, appointmentId)).toBe('did')
  const from = indianDay(new Date(house.clock.now().getTime() + 5 * 86_400_000))
  const wish = { personId: person.id, role: 'trainer' as const, placeId: here().id, wing: youth, from }
  const planned = await giveAppointment(house.as(district), { command: uuidv7(), ...wish })
  expect(await moveTo(self, elsewhere().id)).toEqual(refused)
  expect(await end(district, planned.appointmentId)).toBe('did')
  expect(await moveTo(self, elsewhere().id)).toBe('did')
  expect(await stateOf(person.id)).toBe('placed')
})

it('what a volunteer was by her vouch ends with it when she moves, and stays in the history of the old place', async () => {
  const district = await network.holder(network.tree.district(0), youth)
  for (const how of ['chooses', 'reports'] as const) {
    const person = await network.person({ place: here(), wing: youth, state: 'placed' })
    await vouchForPerson(house.as(district), { command: uuidv7(), personId: person.id })
    const self = await network.actor(person)
    expect(self.authorities).toHaveLength(1)
    if (how === 'chooses') expect(await moveTo(self, elsewhere().id)).toBe('did')
    else await reportMissingBooth(house.as(self), { command: uuidv7(), missing: described() })
    expect((await network.actor(person)).authorities, how).toEqual([])
    const seen = await house.as(district).transaction((tx) => appointmentsOf(tx, person.id))
    expect(seen, how).toMatchObject([{ role: 'volunteer', endReason: 'standing' }])
  }
})

it('an office is ended, and handed over, by whoever covers its place and wing, wherever its holder lives', async () => {
  const district = await network.holder(network.tree.district(0), youth)
  const [, toEnd] = await fromElsewhere()
  const [, toHand] = await fromElsewhere('trainer')
  const strangers = [
    await network.holder(network.tree.district(0), network.wings.women),
    // Who leads her at home leads her there, not in that office.
    await network.holder(network.tree.district(1), youth),
    await network.holder(seat(), youth),
  ]
  for (const stranger of strangers) expect(await end(stranger, toEnd)).toBe('refused')
  expect(await end({ ...district, assurance: 1 } as PersonActor, toEnd)).toEqual({
    otherwise: 'secondStepNeeded',
  })
  expect(await end(district, toEnd)).toBe('did')
  expect(await end(district, toEnd)).toEqual({ otherwise: 'people_c_already_ended' })
  const successor = await network.person({ place: here(), wing: youth, state: 'vouched' })
  const order = { command: uuidv7(), appointmentId: toHand, toPersonId: successor.id }
  expect(await outcomeOf(() => transferAppointment(house.as(district), order))).toBe('did')
})

it('a committee is seen and dissolved whole, also with those who live elsewhere; only a new office is not theirs to get', async () => {
  const { women } = network.wings
  const [far, farSeat] = await fromElsewhere('trainer', women)
  const near = await network.person({ place: here(), wing: women, state: 'vouched' })
  const nearSeat = await network.appoint(near, { place: seat(), wing: women, role: 'creator' })
  const district = house.as(await network.holder(network.tree.district(0), women))
  const placeId = seat().id
  const toPlaceId = network.tree.constituency(0, 1).id
  const { seats } = await viewCommittee(district, { placeId, wing: women, toPlaceId })
  const shown = seats.map(({ id, nameHi, mayEnd, mayContinue }) => [id, nameHi, mayEnd, mayContinue])
  expect(shown).toHaveLength(2)
  expect(shown).toContainEqual([farSeat, far.name, true, false])
  expect(shown).toContainEqual([nearSeat, near.name, true, true])
  const order = { placeId, wing: women, appointmentIds: [farSeat, nearSeat] }
  const dissolve = (changes: object) =>
    outcomeOf(() => dissolveCommittee(district, { command: uuidv7(), ...order, ...changes }))
  expect(await dissolve({ toPlaceId })).toBe('refused')
  expect(await dissolve({ appointmentIds: [nearSeat] })).toEqual({ otherwise: 'people_committee_changed' })
  expect(await dissolve({})).toBe('did')
  expect((await network.actor(far)).authorities).toEqual([])
})

it('row-level security: an every-wing office is seen by whoever leads every wing there; nobody is given one unseen', async () => {
  const person = await network.person({ place: elsewhere(), wing: youth, state: 'vouched' })
  const id = await network.appoint(person, { place: seat(), wing: null, role: 'trainer' })
  const seen = async (actor: PersonActor) =>
    (await house.as(actor).transaction((tx) => appointmentsOf(tx, person.id))).map((post) => post.id)
  const all = await network.holder(network.tree.district(0), null)
  expect(await seen(all)).toEqual([id])
  expect(await seen(await network.holder(network.tree.district(0), youth))).toEqual([])
  const unseenGift = sql`
    insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at)
    values (${uuidv7()}, ${person.id}, 'trainer', ${here().id}, ${here().lft}, 1, now())`
  await expect(house.as(all).transaction(({ db }) => unseenGift.execute(db))).rejects.toThrow(
    /row-level security/,
  )
})
