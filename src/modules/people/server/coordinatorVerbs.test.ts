import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeDeclaration } from '#tests/builders/declaration.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { freshPhone } from '#tests/builders/people.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { giveConsents } from './consentStore.ts'
import { endAppointment } from './endAppointment.ts'
import { exportPeople } from './exportPeople.ts'
import { giveAppointment } from './giveAppointment.ts'
import { hashOfCode } from './invitationCode.ts'
import { inviteBoothByBooth } from './inviteBoothByBooth.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { listInvitations } from './listInvitations.ts'
import { listPeople } from './listPeople.ts'
import { movePhone } from './movePhone.ts'
import { readSheet } from './readSheet.ts'
import { REVEALS_A_DAY, revealPhone } from './revealPhone.ts'
import { revokeInvitation } from './revokeInvitation.ts'
import { viewInvitation } from './viewInvitation.ts'
import { viewPerson } from './viewPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const youth = 1
const DAY_MS = 86_400_000
const booth = () => network.tree.booth(0, 0, 0)
const volunteer = (name = 'Made Up') =>
  network.person({ place: booth(), wing: youth, state: 'vouched', nameLatin: name })
const sightings = async (personId: string) =>
  (
    await sql<{ what: string; seen_by: string }>`
      select what, seen_by from people.sighting where person_id = ${personId} order by id`.execute(
      house.owner.db,
    )
  ).rows

it('appointments, reveals and exports want the second step', async () => {
  const once = await network.holder(network.tree.state, null, 'admin', 1)
  const person = await volunteer()
  const ctx = house.as(once)
  const held = await network.appoint(person, { role: 'booth_lead' })
  const tried = [
    () => revealPhone(ctx, { command: uuidv7(), personId: person.id }),
    () => endAppointment(ctx, { command: uuidv7(), appointmentId: held }),
    () => exportPeople(ctx, { placeId: booth().id }),
    () =>
      giveAppointment(ctx, {
        command: uuidv7(),
        personId: person.id,
        role: 'trainer',
        placeId: booth().id,
        wing: youth,
      }),
  ]
  for (const verb of tried) expect(await outcomeOf(verb)).toEqual({ otherwise: 'secondStepNeeded' })
})

it('a phone opens for its coordinator, the person sees who opened it, and a day has its limit', async () => {
  const coordinator = await network.holder(network.tree.constituency(0, 0), youth)
  const ctx = house.as(coordinator)
  const person = await volunteer()
  const input = { command: uuidv7(), personId: person.id, reason: 'check' }
  expect(await revealPhone(ctx, input)).toBe(person.phone)
  expect(await revealPhone(ctx, input)).toBe(person.phone)
  expect(await sightings(person.id)).toEqual([{ what: 'phone', seen_by: coordinator.personId }])
  for (let seen = 1; seen < REVEALS_A_DAY; seen++)
    await revealPhone(ctx, { command: uuidv7(), personId: (await volunteer()).id, reason: 'check' })
  const oneMore = await volunteer()
  const tooMany = () => revealPhone(ctx, { command: uuidv7(), personId: oneMore.id, reason: 'check' })
  expect(await outcomeOf(tooMany)).toEqual({ otherwise: 'people_c_reveals_used_up' })
  const present = house.clock.now()
  house.clock.moveTo(new Date(present.getTime() + DAY_MS + 1000))
  const again = { command: uuidv7(), personId: oneMore.id, reason: 'check' }
  expect(await revealPhone(house.as(coordinator), again)).toBe(oneMore.phone)
  house.clock.moveTo(present)
}, 60_000)

it('the phone of somebody who left does not open, and her page does not offer it', async () => {
  const ctx = house.as(await network.holder(network.tree.constituency(0, 0), youth))
  const person = await volunteer()
  expect((await viewPerson(ctx, person.id)).may.reveal).toBe(true)
  await sql`update people.person set state = 'left' where id = ${person.id}`.execute(house.owner.db)
  expect((await viewPerson(ctx, person.id)).may.reveal).toBe(false)
  const reveal = () => revealPhone(ctx, { command: uuidv7(), personId: person.id, reason: 'check' })
  expect(await outcomeOf(reveal)).toEqual({ otherwise: 'gone' })
  expect((await sightings(person.id)).map(({ what }) => what)).not.toContain('phone')
})

it('a reveal said again within minutes is the same look; later, or after a changed number, it is a new one, noted and counted', async () => {
  const coordinator = await network.holder(network.tree.constituency(0, 0), youth)
  const person = await volunteer()
  const input = { command: uuidv7(), personId: person.id, reason: 'check' }
  const looks = async () => (await sightings(person.id)).length
  const began = house.clock.now()
  const minutesLater = (minutes: number) => house.clock.moveTo(new Date(began.getTime() + minutes * 60_000))
  expect(await revealPhone(house.as(coordinator), input)).toBe(person.phone)
  minutesLater(4)
  expect(await revealPhone(house.as(coordinator), input)).toBe(person.phone)
  expect(await looks()).toBe(1)
  const moved = freshPhone()
  await house.asSystem().transaction((tx) => movePhone(tx, house.platform.keys, person.id, moved))
  expect(await revealPhone(house.as(coordinator), input)).toBe(moved)
  expect(await looks()).toBe(2)
  minutesLater(6)
  expect(await revealPhone(house.as(coordinator), input)).toBe(moved)
  expect(await looks()).toBe(3)
  for (let seen = 1; seen < REVEALS_A_DAY; seen++)
    await revealPhone(house.as(coordinator), {
      command: uuidv7(),
      personId: (await volunteer()).id,
      reason: 'check',
    })
  // A day later she is no longer among those counted, so that an old command is no way round the limit.
  minutesLater(25 * 60)
  for (let seen = 0; seen < REVEALS_A_DAY; seen++)
    await revealPhone(house.as(coordinator), {
      command: uuidv7(),
      personId: (await volunteer()).id,
      reason: 'check',
    })
  expect(await outcomeOf(() => revealPhone(house.as(coordinator), input))).toEqual({
    otherwise: 'people_c_reveals_used_up',
  })
  minutesLater(0)
}, 60_000)

it('the number of somebody who has not agreed to calls opens for a reason that is said and kept; a newcomer is being confirmed', async () => {
  const ctx = house.as(await network.holder(network.tree.constituency(0, 0), youth))
  const person = await volunteer()
  const open = (personId: string, reason?: string) =>
    outcomeOf(() => revealPhone(ctx, { command: uuidv7(), personId, reason }))
  for (const none of [undefined, '', 'because'])
    expect(await open(person.id, none)).toEqual({ otherwise: 'badInput' })
  expect(await sightings(person.id)).toEqual([])
  expect(await open(person.id, 'safety')).toBe('did')
  const { rows } = await sql<{ detail: unknown }>`
    select detail from audit.entry where subject = ${`person:${person.id}`}
    and verb = 'people.revealPhone'`.execute(house.owner.db)
  expect(rows).toEqual([{ detail: { reason: 'safety' } }])
  const newcomer = await network.person({ place: booth(), wing: youth, state: 'placed' })
  expect(await open(newcomer.id)).toBe('did')
  await house.asSystem().transaction((tx) => giveConsents(tx, person.id, ['call'], 'hi'))
  expect(await open(person.id)).toBe('did')
})

it('a record says who looked, but not that one looked at oneself', async () => {
  const coordinator = await network.holder(network.tree.district(0), youth)
  const person = await volunteer()
  await viewPerson(house.as(await network.actor(person)), person.id)
  await viewPerson(house.as(coordinator), person.id)
  expect(await sightings(person.id)).toEqual([{ what: 'record', seen_by: coordinator.personId }])
})

it("an appointment ends with the holder's next request, and is not given twice", async () => {
  const district = await network.holder(network.tree.district(0), youth)
  const person = await volunteer()
  const seat = network.tree.constituency(0, 0)
  const wish = { personId: person.id, role: 'coordinator' as const, placeId: seat.id, wing: youth }
  const { appointmentId } = await giveAppointment(house.as(district), { command: uuidv7(), ...wish })
  await arrangeDeclaration(house.owner.db, person.id, house.clock.now())
  expect((await network.actor(person)).authorities).toMatchObject([{ role: 'coordinator', placeId: seat.id }])
  expect(await outcomeOf(() => giveAppointment(house.as(district), { command: uuidv7(), ...wish }))).toEqual({
    otherwise: 'people_c_already_appointed',
  })
  await endAppointment(house.as(district), { command: uuidv7(), appointmentId })
  expect((await network.actor(person)).authorities).toEqual([])
})

it('nobody gives what is above: level, wing, role or the right to export; and nothing to those who still wait', async () => {
  const district = house.as(await network.holder(network.tree.district(0), youth))
  const person = await volunteer()
  const wish = {
    personId: person.id,
    role: 'coordinator',
    placeId: network.tree.constituency(0, 0).id,
    wing: youth,
  } as const
  const tried = [
    { ...wish, placeId: network.tree.district(0).id },
    { ...wish, placeId: network.tree.state.id },
    { ...wish, wing: null },
    { ...wish, wing: network.wings.women },
    { ...wish, role: 'editor' as const },
    { ...wish, role: 'admin' as const },
    { ...wish, role: 'supervisor' as const },
    { ...wish, mayExport: true },
  ]
  for (const attempt of tried)
    expect(await outcomeOf(() => giveAppointment(district, { command: uuidv7(), ...attempt }))).toBe(
      'refused',
    )
  const waiting = await network.person({ place: booth(), wing: youth, state: 'placed' })
  expect(
    await outcomeOf(() => giveAppointment(district, { command: uuidv7(), ...wish, personId: waiting.id })),
  ).toEqual({
    otherwise: 'people_c_not_vouched',
  })
})

it('an invitation opens the door by its code alone, which the database does not hold in clear', async () => {
  const seat = await network.holder(network.tree.constituency(0, 0), youth)
  const order = { command: uuidv7(), placeId: network.tree.constituency(0, 0).id, wing: youth }
  const { invitationId } = await inviteVolunteers(house.as(seat), order)
  expect(await inviteVolunteers(house.as(seat), order)).toEqual({ invitationId })
  const { code, expiresAt } = await viewInvitation(house.as(seat), invitationId)
  expect(code).toMatch(/^[0-9A-Z]{26}$/)
  expect(expiresAt.getTime() - house.clock.now().getTime()).toBe(14 * DAY_MS)
  const found = await sql<{
    id: string
  }>`select id from people.invitation_by_code(${hashOfCode(code!.toLowerCase())})`.execute(house.platform.db)
  expect(found.rows).toEqual([{ id: invitationId }])
  const stored = await sql<{
    row: string
  }>`select i::text as row from people.invitation i where id = ${invitationId}`.execute(house.owner.db)
  expect(stored.rows[0]!.row).not.toContain(Buffer.from(code!).toString('hex'))
  await revokeInvitation(house.as(seat), { command: uuidv7(), invitationId })
  expect((await viewInvitation(house.as(seat), invitationId)).code).toBeUndefined()
})

it('invitations above the inviter, in another wing, for ever or for everybody are refused', async () => {
  const seat = house.as(await network.holder(network.tree.constituency(0, 0), youth))
  const order = { placeId: network.tree.constituency(0, 0).id, wing: youth }
  for (const wrong of [
    { ...order, placeId: network.tree.district(0).id },
    { ...order, placeId: network.tree.constituency(0, 1).id },
    { ...order, wing: network.wings.women },
  ])
    expect(await outcomeOf(() => inviteVolunteers(seat, { command: uuidv7(), ...wrong }))).toBe('refused')
  for (const wrong of [{ days: 91 }, { days: 0 }, { uses: 501 }, { uses: 0 }, { wing: 31 }])
    expect(await outcomeOf(() => inviteVolunteers(seat, { command: uuidv7(), ...order, ...wrong }))).toEqual({
      otherwise: 'badInput',
    })
})

it('a sheet has one code for each vacant booth, is one line of the list, and is closed to others', async () => {
  const district = house.as(await network.holder(network.tree.district(1), youth))
  await network.person({ place: network.tree.booth(1, 0, 0), wing: youth, state: 'vouched' })
  await network.person({ place: network.tree.booth(1, 0, 1), wing: network.wings.women, state: 'vouched' })
  const order = { command: uuidv7(), placeId: network.tree.district(1).id, wing: youth }
  const { batchId, booths } = await inviteBoothByBooth(district, order)
  expect(booths).toBe(5)
  const codes = await readSheet(district, batchId)
  expect(new Set(codes.map(({ code }) => code)).size).toBe(5)
  expect(codes.map(({ placeId }) => placeId)).not.toContain(network.tree.booth(1, 0, 0).id)
  const { rows } = await listInvitations(district, { show: 'live' })
  expect(rows).toMatchObject([{ batchId, codes: 5, usesAllowed: 125 }])
  const stranger = house.as(await network.holder(network.tree.district(0), youth))
  expect(await outcomeOf(() => readSheet(stranger, batchId))).toBe('refused')
})

it('names are found in either script and by part, never beyond the scope', async () => {
  const coordinator = house.as(await network.holder(network.tree.district(0), youth))
  const make = (name: string, nameLatin: string, place = booth(), wing = youth) =>
    network.person({ place, wing, state: 'vouched', name, nameLatin })
  const here = await make('सुमित्रा खेतान', 'Sumitra Khetan')
  await make('सुमित्रा खेतान', 'Sumitra Khetan', network.tree.booth(1, 0, 0))
  await make('सुमित्रा खेतान', 'Sumitra Khetan', booth(), network.wings.women)
  for (const text of ['sumitra', 'सुमित्रा', 'khetan sumit', 'Sumithra', 'खेतान'])
    expect(
      (await listPeople(coordinator, { text })).rows.map(({ id }) => id),
      text,
    ).toEqual([here.id])
  expect((await listPeople(coordinator, { text: '%' })).rows).toEqual([])
  expect((await listPeople(coordinator, { text: 'zzzzqq' })).rows).toEqual([])
})

it('the best fitting names come first, what fits nobody finds nobody, and pages follow that order', async () => {
  const alone = await testPlatform()
  const own = await arrangeNetwork(alone)
  const make = async (name: string, nameLatin: string) =>
    own.person({ place: own.tree.booth(0, 0, 0), wing: youth, state: 'vouched', name, nameLatin })
  await make('अनीता वर्मा', 'Anita Verma')
  await make('राजकुमार झा', 'Rajkumar Jha')
  await make('बासुनीता देवी', 'Basunita Devi')
  for (let n = 0; n < 60; n++) await make('सुनीताबेन', 'Sunitaben')
  await make('सुनीता सैनी', 'Sunita Saini')
  await make('ज़ेबा सुनीता', 'Zeba Sunita')
  const coordinator = await own.holder(own.tree.state, youth)
  const ask = (text: string, after?: string) => listPeople(alone.as(coordinator, 'en'), { text, after })
  const first = await ask('sunita')
  expect(new Set(first.rows.slice(0, 2).map(({ nameLatin }) => nameLatin))).toEqual(
    new Set(['Sunita Saini', 'Zeba Sunita']),
  )
  expect(first.rows[2]?.nameLatin).toBe('Sunitaben')
  const second = await ask('sunita', first.next)
  const all = [...first.rows, ...second.rows].map(({ id }) => id)
  expect(new Set(all).size).toBe(all.length)
  expect(second.rows.map(({ nameLatin }) => nameLatin)).toContain('Basunita Devi')
  expect(first.found).toBe(all.length)
  expect(first.all).toBe(66)
  for (const nobody of ['zzzzqqq', 'jk', '!!!'])
    expect(await ask(nobody), nobody).toMatchObject({ rows: [], found: 0 })
  expect((await ask('ra')).rows.map(({ nameLatin }) => nameLatin)).toEqual(['Rajkumar Jha'])
  await alone.close()
})

it('the parts of a long list join without a gap or a repeat, in either order', async () => {
  const alone = await testPlatform()
  const own = await arrangeNetwork(alone)
  for (let n = 0; n < 120; n++)
    await own.person({
      place: own.tree.booth(0, 0, n % 3),
      wing: youth,
      name: `नाम ${n % 7}`,
      nameLatin: `Name ${n % 7}`,
    })
  const coordinator = await own.holder(own.tree.state, youth)
  for (const locale of ['hi', 'en'] as const) {
    const seen: string[] = []
    let after: string | undefined
    do {
      const part = await listPeople(alone.as(coordinator, locale), { after })
      seen.push(...part.rows.map(({ id }) => id))
      after = part.next
    } while (after !== undefined)
    expect(seen).toHaveLength(121)
    expect(new Set(seen).size).toBe(121)
  }
  const odd = ['x', 'bnVsbA', '____', btoa('["a"]'), btoa('{}')]
  for (const after of odd) expect((await listPeople(alone.as(coordinator), { after })).rows).toHaveLength(50)
  await alone.close()
})
