/** Offices over time: planned, in charge, handed over, dissolved; and who was responsible when. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeDeclaration } from '#tests/builders/declaration.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { indianDay } from '../domain/term.ts'
import { dissolveCommittee } from './dissolveCommittee.ts'
import { endAppointment } from './endAppointment.ts'
import { giveAppointment } from './giveAppointment.ts'
import { responsibleAt } from './responsibleAt.ts'
import { transferAppointment } from './transferAppointment.ts'
import { viewCommittee } from './viewCommittee.ts'
import { viewPerson } from './viewPerson.ts'

let house: TestPlatform
let network: Network
let boss: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  boss = await network.holder(network.tree.state, null, 'admin')
})
afterAll(() => house.close())

const { youth, women } = { youth: 1, women: 2 }
const DAY_MS = 86_400_000
const inDays = (days: number) => indianDay(new Date(house.clock.now().getTime() + days * DAY_MS))
const asBoss = () => house.as(boss)
const vouched = (place = network.tree.booth(0, 0, 0), wing = youth) =>
  network.person({ place, wing, state: 'vouched' })
const rolesOf = async (person: { id: string }) =>
  (await network.actor(person)).authorities.map(({ role, placeId }) => `${role} ${placeId}`)
const give = (personId: string, changes: object = {}) => ({
  ...{ command: uuidv7(), personId, role: 'booth_lead' as const, placeId: network.tree.booth(0, 0, 0).id },
  ...{ wing: youth, ...changes },
})

it('an office that is planned counts from its first day, and no longer after its last', async () => {
  const person = await vouched()
  await arrangeDeclaration(house.owner.db, person.id, house.clock.now())
  const now = house.clock.now()
  const [from, until] = [inDays(3), inDays(10)]
  await giveAppointment(asBoss(), give(person.id, { from, until, acting: true }))
  const office = `booth_lead ${network.tree.booth(0, 0, 0).id}`
  const held: Record<string, string[]> = {}
  for (const days of [0, 2, 4, 9, 12]) {
    house.clock.moveTo(new Date(now.getTime() + days * DAY_MS))
    held[days] = await rolesOf(person)
  }
  house.clock.moveTo(now)
  expect(held).toEqual({ 0: [], 2: [], 4: [office], 9: [office], 12: [] })
})

it('terms that cannot be are refused at their field, and the same office twice at one time', async () => {
  const person = await vouched()
  const refused = (changes: object) => outcomeOf(() => giveAppointment(asBoss(), give(person.id, changes)))
  expect(await refused({ from: inDays(-1) })).toEqual({ otherwise: 'badInput' })
  expect(await refused({ acting: true })).toEqual({ otherwise: 'badInput' })
  expect(await refused({ until: 'soon' })).toEqual({ otherwise: 'badInput' })
  expect(await refused({ from: inDays(5), until: inDays(9) })).toBe('did')
  expect(await refused({ from: inDays(9) })).toEqual({ otherwise: 'people_c_already_appointed' })
  expect(await refused({ until: inDays(4) })).toBe('did')
  expect(await refused({ from: inDays(10) })).toBe('did')
})

it('what is ended before it began never begins, and the record says why and who', async () => {
  const person = await vouched()
  const { appointmentId } = await giveAppointment(asBoss(), give(person.id, { from: inDays(3) }))
  await endAppointment(asBoss(), { command: uuidv7(), appointmentId, reason: 'mistake' })
  const again = () => endAppointment(asBoss(), { command: uuidv7(), appointmentId, reason: 'resigned' })
  expect(await outcomeOf(again)).toEqual({ otherwise: 'people_c_already_ended' })
  const [shown] = (await viewPerson(asBoss(), person.id)).appointments
  expect(shown).toMatchObject({ id: appointmentId, inForce: false, endReason: 'mistake' })
  const { rows } = await sql`select ended_by from people.appointment where id = ${appointmentId}`.execute(
    house.owner.db,
  )
  expect(rows).toEqual([{ ended_by: boss.personId }])
})

it('an office handed over is the successor’s at the next request, and no longer the other’s', async () => {
  const place = network.tree.constituency(0, 0)
  const [old, successor] = [await vouched(), await vouched()]
  const appointmentId = await network.appoint(old, { place, wing: youth })
  await network.appoint(successor, { role: 'booth_lead' })
  const order = { command: uuidv7(), appointmentId, toPersonId: successor.id }
  const done = await transferAppointment(asBoss(), order)
  // The answer that got lost is asked for again.
  expect(await transferAppointment(asBoss(), order)).toEqual(done)
  expect(await rolesOf(old)).toEqual([])
  const { appointments } = await viewPerson(asBoss(), successor.id)
  expect(appointments.find(({ id }) => id === done.appointmentId)).toMatchObject({
    ...{ role: 'coordinator', placeId: place.id, follows: appointmentId, toAt: null },
  })
  const handed = (await viewPerson(asBoss(), old.id)).appointments[0]
  expect(handed).toMatchObject({ endReason: 'transferred', inForce: false })
})

it('who took an office over and has not declared yet is marked as long as it does not count', async () => {
  const place = network.tree.constituency(1, 0)
  const [old, successor] = [await vouched(), await vouched()]
  const appointmentId = await network.appoint(old, { place, wing: youth })
  const marked = async (on?: string) =>
    (await responsibleAt(asBoss(), { placeId: place.id, on })).levels[0]!.offices.map((office) => [
      ...[office.personId, office.awaitsDeclaration],
    ])
  expect(await marked()).toEqual([[old.id, false]])
  await transferAppointment(asBoss(), { command: uuidv7(), appointmentId, toPersonId: successor.id })
  expect(await rolesOf(successor)).toEqual([])
  expect(await marked()).toEqual([[successor.id, true]])
  await arrangeDeclaration(house.owner.db, successor.id, house.clock.now())
  expect(await marked()).toEqual([[successor.id, false]])
  expect(await rolesOf(successor)).toEqual([`coordinator ${place.id}`])
})

it('two hands that swap two offices at once both get an answer', async () => {
  const place = network.tree.constituency(1, 1)
  const [one, other] = [await vouched(), await vouched()]
  const mine = await network.appoint(one, { place, wing: youth, role: 'trainer' })
  const theirs = await network.appoint(other, { place, wing: youth, role: 'creator' })
  const swap = (appointmentId: string, toPersonId: string) =>
    outcomeOf(() => transferAppointment(asBoss(), { command: uuidv7(), appointmentId, toPersonId }))
  expect(await Promise.all([swap(mine, other.id), swap(theirs, one.id)])).toEqual(['did', 'did'])
})

it('an office goes only to somebody vouched for, whom one leads', async () => {
  const place = network.tree.constituency(0, 0)
  const coordinator = house.as(await network.holder(network.tree.district(0), youth))
  const appointmentId = await network.appoint(await vouched(), { place, wing: youth })
  const to = (toPersonId: string) =>
    outcomeOf(() => transferAppointment(coordinator, { command: uuidv7(), appointmentId, toPersonId }))
  const waiting = await network.person({ place: network.tree.booth(0, 0, 0), wing: youth, state: 'placed' })
  expect(await to(waiting.id)).toEqual({ otherwise: 'people_c_not_vouched' })
  expect(await to((await vouched(network.tree.booth(1, 0, 0))).id)).toBe('refused')
  expect(await to((await vouched()).id)).toBe('did')
})

it('a dissolved committee goes on elsewhere in the same roles, with its history, and nothing else changes', async () => {
  const [from, to] = [network.tree.constituency(0, 1), network.tree.constituency(0, 0)]
  const members = [await vouched(), await vouched(), await vouched()]
  const roles = ['coordinator', 'trainer', 'creator'] as const
  const held: string[] = []
  for (const [at, member] of members.entries())
    held.push(await network.appoint(member, { place: from, wing: women, role: roles[at]! }))
  // The third sits there already; somebody of another wing and somebody below stay.
  await network.appoint(members[2]!, { place: to, wing: women, role: 'creator' })
  const beside = await vouched()
  await network.appoint(beside, { place: from, wing: youth })
  const below = await vouched()
  await network.appoint(below, { place: network.tree.booth(0, 1, 0), wing: women, role: 'booth_lead' })
  const [besideHeld, belowHeld] = [await rolesOf(beside), await rolesOf(below)]

  const shown = await viewCommittee(asBoss(), { placeId: from.id, wing: women, toPlaceId: to.id })
  expect(new Set(shown.seats.map(({ id, mayEnd, mayContinue }) => `${id} ${mayEnd} ${mayContinue}`))).toEqual(
    new Set(held.map((id) => `${id} true true`)),
  )
  const order = { ...{ placeId: from.id, wing: women, toPlaceId: to.id }, appointmentIds: held }
  const partly = { ...order, command: uuidv7(), appointmentIds: held.slice(1) }
  expect(await outcomeOf(() => dissolveCommittee(asBoss(), partly))).toEqual({
    otherwise: 'people_committee_changed',
  })
  const command = uuidv7()
  const done = { ended: 3, continued: 2 }
  expect(await dissolveCommittee(asBoss(), { ...order, command })).toEqual(done)
  expect(await dissolveCommittee(asBoss(), { ...order, command })).toEqual(done)
  expect(await Promise.all(members.map(rolesOf))).toEqual(roles.map((role) => [`${role} ${to.id}`]))
  const { appointments } = await viewPerson(asBoss(), members[0]!.id)
  expect(appointments.map(({ follows, endReason }) => [follows, endReason])).toEqual([
    [held[0], null],
    [null, 'dissolved'],
  ])
  expect([await rolesOf(beside), await rolesOf(below)]).toEqual([besideHeld, belowHeld])
})

it('a committee is dissolved whole or not at all, and only by whoever could end each of its offices', async () => {
  const place = network.tree.constituency(1, 0)
  const [member, auditor] = [
    await vouched(network.tree.booth(1, 0, 0), women),
    await vouched(network.tree.booth(1, 0, 0), women),
  ]
  const seats = [
    await network.appoint(member, { place, wing: women }),
    await network.appoint(auditor, { place, wing: women, role: 'auditor' }),
  ]
  const order = () => ({ command: uuidv7(), placeId: place.id, wing: women, appointmentIds: seats })
  const by = (actor: PersonActor) => outcomeOf(() => dissolveCommittee(house.as(actor), order()))
  // A coordinator gives, and so ends, no auditor.
  expect(await by(await network.holder(network.tree.district(1), women))).toBe('refused')
  expect(await by(await network.holder(network.tree.district(1), youth, 'admin'))).toEqual({
    otherwise: 'people_committee_changed',
  })
  expect(await by(await network.holder(network.tree.district(0), null, 'admin'))).toEqual({
    otherwise: 'people_committee_changed',
  })
  expect(await by({ ...boss, assurance: 1 } as PersonActor)).toEqual({ otherwise: 'secondStepNeeded' })
  expect(await outcomeOf(() => dissolveCommittee(house.as(NOBODY), order()))).toBe('refused')
  expect((await rolesOf(member)).length).toBe(1)
  // Somebody of it who lives elsewhere: it is not dissolved around him.
  const far = await vouched(network.tree.booth(0, 0, 0), women)
  await network.appoint(far, { place, wing: women, role: 'trainer' })
  expect(await by(await network.holder(network.tree.district(1), women, 'admin'))).toEqual({
    otherwise: 'people_committee_changed',
  })
  expect(await outcomeOf(() => dissolveCommittee(asBoss(), order()))).toEqual({
    otherwise: 'people_committee_changed',
  })
})

it('who is responsible at a booth is told level by level, as it stood on any day, in one’s own wings', async () => {
  const booth = network.tree.booth(0, 1, 2)
  const before = house.clock.now()
  const named = async (actor: PersonActor, on?: string) =>
    (await responsibleAt(house.as(actor), { placeId: booth.id, on })).levels.flatMap(({ place, offices }) =>
      offices.map(({ personId, open }) => `${place.level} ${personId}${open ? '' : ' closed'}`),
    )
  const lead = await vouched(booth, women)
  await network.appoint(lead, { role: 'booth_lead', wing: women, from: before })
  const coordinator = await network.holder(network.tree.constituency(0, 1), women)
  house.clock.moveTo(new Date(before.getTime() + 40 * DAY_MS))
  const mine = [
    ...[`booth ${lead.id}`, `constituency ${coordinator.personId}`],
    ...[`state ${boss.personId} closed`],
  ]
  expect(await named(coordinator)).toEqual(expect.arrayContaining(mine))
  const successor = await vouched(booth, women)
  const held = (await viewPerson(asBoss(), lead.id)).appointments[0]!.id
  const order = { command: uuidv7(), appointmentId: held, toPersonId: successor.id }
  await transferAppointment(house.as(coordinator), order)
  expect(await named(coordinator)).toContain(`booth ${successor.id}`)
  expect(await named(coordinator)).not.toContain(`booth ${lead.id}`)
  const then = await named(coordinator, indianDay(new Date(before.getTime() + 20 * DAY_MS)))
  expect(then).toContain(`booth ${lead.id}`)
  expect(then).not.toContain(`booth ${successor.id}`)
  // The youth wing's coordinator of the same place has a chain of her own.
  const other = await network.holder(network.tree.constituency(0, 1), youth)
  expect(await named(other)).not.toContain(`booth ${successor.id}`)
  expect(await named(other)).toContain(`state ${boss.personId} closed`)
  const trainer = await network.holder(network.tree.state, null, 'trainer')
  expect(await outcomeOf(() => named(trainer))).toBe('refused')
  house.clock.moveTo(before)
})

it('nobody learns of an office through the database without authority over people', async () => {
  const ask = (actor: PersonActor | typeof NOBODY) =>
    house.as(actor).transaction(async ({ db }) => {
      const { rows } =
        await sql`select * from people.offices_at(${[network.tree.state.id]}::uuid[], now())`.execute(db)
      return rows.length
    })
  expect(await ask(boss)).toBeGreaterThan(0)
  expect(await ask(NOBODY)).toBe(0)
  expect(await ask(await network.holder(network.tree.state, null, 'trainer'))).toBe(0)
})

it('a committee is offered to be dissolved to whoever could end each of its offices, never to one who sits in it', async () => {
  const block = network.tree.constituency(0, 0)
  const [own, above] = [
    await network.holder(block, women, 'coordinator'),
    await network.holder(network.tree.state, women, 'coordinator'),
  ]
  const offered = async (actor: PersonActor, on?: string) => {
    const { levels } = await responsibleAt(house.as(actor), { placeId: block.id, on })
    return levels.find(({ place }) => place.id === block.id)!.dissolvable
  }
  expect(await offered(own)).toEqual([])
  expect(await offered(above)).toEqual([women])
  expect(await offered(above, inDays(1))).toEqual([])
  const committee = await viewCommittee(house.as(above), { placeId: block.id, wing: women })
  expect(
    await outcomeOf(() =>
      dissolveCommittee(house.as(above), {
        ...{ command: uuidv7(), placeId: block.id, wing: women },
        appointmentIds: committee.seats.map(({ id }) => id),
      }),
    ),
  ).toBe('did')
})
