/** An organisation always keeps somebody who may appoint everybody else; and where there is nobody, its operator appoints one. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { DECLARATION_VERSION } from '../domain/declaration.ts'
import { appointAdmin } from './appointAdmin.ts'
import { authorityOf } from './authorityStore.ts'
import { dissolveCommittee } from './dissolveCommittee.ts'
import { endAppointment } from './endAppointment.ts'
import { eraseMe, leave } from './leave.ts'
import { makeDeclaration } from './makeDeclaration.ts'
import { revokeVouch } from './revokeVouch.ts'
import { suspendPerson } from './suspendPerson.ts'
import { transferAppointment } from './transferAppointment.ts'

let house: TestPlatform
let network: Network
let first: MadeUpPerson
let office: string
const LAST = { otherwise: 'people_last_admin' }
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  first = await network.person({ place: network.tree.state, wing: 0, state: 'vouched' })
  office = await network.appoint(first, { role: 'admin', wing: null })
})
afterAll(() => house.close())

const command = () => uuidv7()
const as = async (person: { id: string }) => house.as(await network.actor(person))
const admin = async (wishes: object = {}) => {
  const person = await network.person({ place: network.tree.state, wing: 0, state: 'vouched' })
  return [person, await network.appoint(person, { role: 'admin', wing: null, ...wishes })] as const
}
const endNow = async (ids: readonly string[]) =>
  sql`
    update people.appointment set to_at = greatest(from_at, ${house.clock.now()}) where id = any (${ids}::uuid[])`.execute(
    house.owner.db,
  )
const leaves = async (person: { id: string }) => {
  const ctx = await as(person)
  return outcomeOf(() => leave(ctx, { command: command() }))
}

it('the last administrator neither goes nor is ended, suspended or dissolved, not even by one who acts for a while', async () => {
  const soon = new Date(house.clock.now().getTime() + 5 * 86_400_000)
  const [acting, actingOffice] = await admin({ to: soon })
  const alsoCoordinates = await network.appoint(acting, { role: 'coordinator', wing: null })
  // Of a district, of one wing, planned, or without power before a declaration: none of them takes over.
  const notEnough = [
    await admin({ place: network.tree.district(0) }),
    await admin({ wing: 0 }),
    await admin({ from: soon }),
    await admin({ declared: false }),
  ].map(([, id]) => id)
  expect(await leaves(first)).toEqual(LAST)
  const self = await as(first)
  expect(await outcomeOf(() => eraseMe(self, { command: command() }))).toEqual(LAST)
  const other = await as(acting)
  const her = { personId: first.id }
  const end = (appointmentId: string) =>
    outcomeOf(() => endAppointment(other, { command: command(), appointmentId }))
  expect(await end(office)).toEqual(LAST)
  const suspend = { ...her, reason: 'misuse' as const }
  expect(await outcomeOf(() => suspendPerson(other, { command: command(), ...suspend }))).toEqual(LAST)
  await sql`update people.person set place_id = ${network.tree.booth(0, 0, 0).id}, place_lft = ${network.tree.booth(0, 0, 0).lft}
    where id = ${first.id}`.execute(house.owner.db)
  expect(await outcomeOf(() => revokeVouch(other, { command: command(), ...her }))).toEqual(LAST)
  // The others are ended as ever.
  for (const id of notEnough) expect(await end(id)).toBe('did')
  await endNow([actingOffice, alsoCoordinates])
  expect((await network.actor(first)).authorities).toMatchObject([{ role: 'admin' }])
})

it('a dissolved committee may not hold the last administrator', async () => {
  const soon = new Date(house.clock.now().getTime() + 5 * 86_400_000)
  const [acting, actingOffice] = await admin({ to: soon, wing: null })
  // Only a committee without the actor's own seat can be dissolved, so his stands out of it for the moment.
  const actor = await network.actor(acting)
  await endNow([actingOffice])
  const order = { placeId: network.tree.state.id, wing: null, appointmentIds: [office] }
  expect(await outcomeOf(() => dissolveCommittee(house.as(actor), { command: command(), ...order }))).toEqual(
    LAST,
  )
})

it('of two administrators who go at the same moment one stays; an office handed over leaves its old holder free', async () => {
  for (let round = 0; round < 3; round++) {
    const [one] = await admin()
    const [two] = await admin()
    await endNow([office])
    const answers = await Promise.all([leaves(one), leaves(two)])
    expect(answers.filter((answer) => answer === 'did')).toHaveLength(1)
    expect(answers).toContainEqual(LAST)
    const stays = answers[0] === 'did' ? two : one
    const { rows } = await sql<{ id: string }>`
      select id from people.appointment where person_id = ${stays.id}`.execute(house.owner.db)
    ;[first, office] = [stays, rows[0]!.id]
  }
  const [boss, bossOffice] = await admin()
  const successor = await network.person({ place: network.tree.state, wing: 0, state: 'vouched' })
  const order = { command: command(), appointmentId: office, toPersonId: successor.id }
  await transferAppointment(await as(boss), order)
  expect(await leaves(first)).toBe('did')
  await endNow([bossOffice])
})

it('the operator appoints an administrator when none has power, and only then; a member stays the person she is', async () => {
  const own = await testPlatform()
  try {
    const net = await arrangeNetwork(own)
    const appoint = (name: string, phone: string, besides = false) =>
      own.asSystem().transaction((tx) => appointAdmin(tx, own.platform, { name, phone }, besides))
    const member = await net.person({
      place: net.tree.booth(0, 0, 0),
      state: 'placed',
      name: 'गीता देवी',
      phone: '+919829055500',
    })
    const { personId } = await appoint('Geeta Devi', member.phone)
    expect(personId).toBe(member.id)
    // She cannot sign in? Before she has declared nobody has power, and the operator names somebody else.
    const other = await appoint('कमला बाई', '98290 55501')
    expect(other.personId).not.toBe(member.id)
    const again = () => appoint('Geeta Devi', member.phone)
    expect(await outcomeOf(again)).toEqual({ otherwise: 'people_c_already_appointed' })
    const actor = await net.actor({ id: other.personId }, 1)
    await makeDeclaration(own.as(actor), {
      ...{ command: command(), version: DECLARATION_VERSION, agreed: true },
    })
    expect(await authorityOf(own.platform, other.personId)).toMatchObject([{ role: 'admin', level: 'state' }])
    const third = () => appoint('सीता', '98290 55502')
    expect(await outcomeOf(third)).toEqual({ otherwise: 'people_admin_in_power' })
    // She has lost phone and recovery codes for good: her operator may still name another one, and the log says that it was besides.
    await appoint('राधा', '98290 55503', true)
    await sql`update people.person set state = 'suspended' where id = ${other.personId}`.execute(own.owner.db)
    const suspended = () => appoint('कमला बाई', '98290 55501')
    expect(await outcomeOf(suspended)).toEqual({ otherwise: 'people_c_not_member' })
    expect(await outcomeOf(third)).toBe('did')
    const { rows } = await sql<{ besides: boolean }>`
      select (detail->>'besides')::boolean as besides from audit.entry where verb = 'people.appointAdmin' order by seq`.execute(
      own.owner.db,
    )
    expect(rows.map(({ besides }) => besides)).toEqual([false, false, true, false])
  } finally {
    await own.close()
  }
})

it('of several who bear the name behind one phone only one who is there is meant, and where two are, the operator says which', async () => {
  const own = await testPlatform()
  try {
    const net = await arrangeNetwork(own)
    const phone = '+919829055590'
    const appoint = (personId?: string) =>
      own.asSystem().transaction((tx) => appointAdmin(tx, own.platform, { name: 'गीता देवी', phone, ...(personId ? { personId } : {}) })) // prettier-ignore
    const bearer = (state: 'left' | 'suspended' | 'placed' | 'vouched') =>
      net.person({ place: net.tree.booth(0, 0, 0), name: 'गीता देवी', phone, state })
    // In the order in which they joined: the first has left, the second was suspended.
    await bearer('left')
    await bearer('suspended')
    expect(await outcomeOf(appoint)).toEqual({ otherwise: 'people_c_not_member' })
    const one = await bearer('placed')
    expect(await appoint()).toEqual({ personId: one.id })
    const other = await bearer('vouched')
    await expect(appoint()).rejects.toMatchObject({
      reason: 'people_admin_several',
      fields: { [one.id]: 'vouched', [other.id]: 'vouched' },
    })
    expect(await outcomeOf(() => appoint(uuidv7()))).toEqual({ otherwise: 'people_admin_several' })
    expect(await appoint(other.id)).toEqual({ personId: other.id })
  } finally {
    await own.close()
  }
})
