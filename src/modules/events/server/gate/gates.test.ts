/** The gates: a phone takes its place, decides by its list, sends what it wrote down, and the house reckons; questions are settled by somebody else. */
import { sql } from 'kysely'
import { createPublicKey, verify as verifyWithNode } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkPass, passFromText, type PassKey, type Verify } from '#engines/passes/index.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { newToken } from '#platform/accounts/token.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeEvent, settleEvents } from '#tests/builders/events.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { suspendPerson } from '#modules/people/server/suspendPerson.ts'
import { revokedOf } from '../../domain/gate/decide.ts'
import { bookOf, byPhone } from '../../domain/gate/gateBook.ts'
import { openGateList } from '../../domain/gate/gateList.ts'
import { codeOfSerial, type Scan } from '../../domain/gate/scan.ts'
import { claimDevice, viewGateEvent } from './claimDevice.ts'
import { claimOf, enrolDevice, removeDevice } from './enrolDevice.ts'
import { fetchGateList } from './fetchGateList.ts'
import { myPass } from './myPass.ts'
import { ruleOnScan } from './ruleOnScan.ts'
import { sendScans } from './sendScans.ts'
import { exportMyGates, viewGates } from './viewGates.ts'

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const verify: Verify = (publicKey, message, signature) =>
  verifyWithNode(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }),
    signature,
  )
const MORNING = new Date('2026-12-05T04:00:00Z')
const MINUTE = 60_000

let house: TestPlatform
let network: Network
let head: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
})
beforeEach(() => house.clock.moveTo(MORNING))
afterAll(() => house.close())

let codes = 1_000_000
/** Somebody registered, under a code of her own. */
async function guest(event: { id: string; quotaId: string }, state = 'registered'): Promise<{ person: MadeUpPerson; serial: number; registrationId: string }> {
  const place = network.tree.booth(0, 0, 1)
  const person = await network.person({ place, wing: 1, state: 'vouched' })
  const serial = (codes += 7919)
  const registrationId = uuidv7()
  await sql`
    insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
    values (${registrationId}, ${event.id}, ${event.quotaId}, ${person.id}, ${place.id}, ${place.lft}, 1, 'सुनीता मीणा', 'Sunita Meena', ${state},
      ${codeOfSerial(serial)}, ${house.clock.now()}, ${house.clock.now()})`.execute(house.owner.db)
  return { person, serial, registrationId }
} // prettier-ignore
const eventHere = () => arrangeEvent(house, { place: network.tree.state })
async function gate(eventId: string, name = 'द्वार 1'): Promise<{ token: string; deviceId: string }> {
  const { deviceId } = await enrolDevice(house.as(head), { command: uuidv7(), eventId, name })
  const token = newToken()
  await claimDevice(house.as(NOBODY), { claim: claimOf(house.platform, deviceId), token })
  return { token, deviceId }
}
let nth = 0
const scan = (serial: number, said: Partial<Scan> = {}): Scan => ({
  id: uuidv7(),
  serial,
  hall: null,
  way: 'entry',
  at: MORNING.getTime(),
  clock: MORNING.getTime(),
  nth: nth++,
  how: 'camera',
  decided: 'ok',
  list: MORNING.getTime() - 5 * MINUTE,
  by: null,
  undoes: null,
  ...said,
})
const send = (token: string, scans: readonly unknown[], sentAt = house.clock.now().getTime()) =>
  sendScans(house.as(NOBODY), { token, sentAt, waiting: scans.length, scans: [...scans] })
const keysOf = async (token: string): Promise<readonly PassKey[]> =>
  (await viewGateEvent(house.as(NOBODY), token)).keys.map(({ publicKey, ...days }) => ({ ...days, publicKey: Uint8Array.from(Buffer.from(publicKey, 'hex')) })) // prettier-ignore
const listFor = async (token: string, since?: number) =>
  (await openGateList(await fetchGateList(house.as(NOBODY), { token, since }), await keysOf(token), verify))!
const rows = async (table: string, eventId: string) =>
  (await sql<Record<string, unknown>>`select to_jsonb(one) - 'event_id' - 'registration_id' - 'scan_id' - 'other_id' - 'serial' as row
    from ${sql.table(`events.${table}`)} one where event_id = ${eventId} order by serial, 1`.execute(house.owner.db)).rows // prettier-ignore
const stateOf = async ({ id }: MadeUpPerson) =>
  (await sql<{ state: string }>`select state from people.person where id = ${id}`.execute(house.owner.db)).rows[0]!.state // prettier-ignore
const activitiesOf = async ({ id }: MadeUpPerson) =>
  (await sql<{ day: string; by: string }>`select happened_on::text as day, confirmed_by as by from people.activity where person_id = ${id}`.execute(house.owner.db)).rows // prettier-ignore

describe('a phone at the gate', () => {
  it('takes its place by a link that works for one phone, and again for the same', async () => {
    const event = await eventHere()
    const { deviceId } = await enrolDevice(house.as(head), {
      command: uuidv7(),
      eventId: event.id,
      name: 'द्वार 1',
    })
    const shown = await viewGates(house.as(head), { eventId: event.id })
    const claim = shown.devices[0]!.claimAddress!.split('#')[1]!
    const [mine, other] = [newToken(), newToken()]
    const taken = await claimDevice(house.as(NOBODY), { claim, token: mine })
    expect(taken).toMatchObject({
      device: { id: deviceId },
      event: { id: event.id, title: { en: 'Training camp' } },
    })
    await expect(claimDevice(house.as(NOBODY), { claim, token: mine })).resolves.toBeDefined()
    for (const wrong of [
      { claim, token: other },
      { claim: claim.slice(0, -1) + (claim.endsWith('A') ? 'B' : 'A'), token: other },
      { claim: claimOf(house.platform, uuidv7()), token: other },
      { claim: 'nonsense', token: other },
    ])
      await expect(claimDevice(house.as(NOBODY), wrong)).rejects.toMatchObject({ id: 'notFound' })
    expect((await viewGates(house.as(head), { eventId: event.id })).devices[0]!.claimAddress).toBeUndefined()
  })

  it('is nobody without its secret', async () => {
    for (const token of [newToken(), '', 'x'.repeat(5000)]) {
      await expect(fetchGateList(house.as(NOBODY), { token })).rejects.toMatchObject({ id: 'notSignedIn' })
      await expect(send(token, [])).rejects.toMatchObject({ id: 'notSignedIn' })
    }
  })

  it('holds the whole list, then what changed, with whom nobody lets in any more', async () => {
    const event = await eventHere()
    const [one, two, three] = [await guest(event), await guest(event, 'waiting'), await guest(event)]
    const { token } = await gate(event.id)
    const whole = await listFor(token)
    expect(whole).toMatchObject({ since: null, total: 3 })
    expect(whole.passes.map(({ serial, standing }) => [serial, standing])).toEqual([
      [one.serial, 'coming'],
      [two.serial, 'waiting'],
      [three.serial, 'coming'],
    ])
    const phone = await sql<{
      phone: string
    }>`select phone_mark::text as phone from events.registration where id = ${one.registrationId}`.execute(
      house.owner.db,
    )
    expect(phone.rows[0]!.phone).toMatch(/^\d+$/)
    expect(whole.passes.every(({ mark }) => mark !== null)).toBe(true)

    house.clock.moveTo(new Date(MORNING.getTime() + 60 * MINUTE))
    expect((await listFor(token, house.clock.now().getTime())).passes).toEqual([])
    await suspendPerson(house.as(head), {
      command: uuidv7(),
      personId: one.person.id,
      reason: 'misuse',
      note: '',
    } as never)
    await settleEvents(house)
    const late = await guest(event)
    const change = await listFor(token, MORNING.getTime() + 30 * MINUTE)
    expect(change.passes.map(({ serial, standing }) => [serial, standing])).toEqual([
      [one.serial, 'barred'],
      [late.serial, 'coming'],
    ])
    const book = bookOf([whole, change])!
    expect(book.isWhole).toBe(true)
    expect(byPhone(book, '0000', 'कोई')).toEqual([])
  })

  it('judges the pass on a volunteer’s own phone by key and list, without the house', async () => {
    const event = await eventHere()
    const { person, serial, registrationId } = await guest(event)
    await network.appoint(person, { role: 'volunteer' })
    const self = await network.actor(person, 1)
    const pass = (await myPass(house.as(self), event.id))!
    const { token } = await gate(event.id)
    const book = bookOf([await listFor(token)])!
    const against = { keys: await keysOf(token), list: revokedOf(book), now: MORNING.getTime(), verify }
    const answer = await checkPass(passFromText(pass.address), against)
    expect(answer).toMatchObject({
      answer: 'valid',
      pass: { kind: 'event', serial, about: book.about, name: 'सुनीता मीणा' },
    })
    expect(codeOfSerial(serial)).toBe(pass.code)
    await sql`update events.registration set state = 'waiting' where id = ${registrationId}`.execute(
      house.owner.db,
    )
    expect(await myPass(house.as(self), event.id)).toBeUndefined()
  })
})

describe('scans', () => {
  it('are each answered and each kept once, however often they are sent', async () => {
    const event = await eventHere()
    const { serial } = await guest(event)
    const { token } = await gate(event.id)
    const good = scan(serial)
    const first = await send(token, [good, { id: 'broken', serial: -1 }, 7])
    expect(first.answers).toEqual([
      { id: good.id, outcome: 'kept' },
      { id: 'broken', outcome: 'unreadable' },
      { id: null, outcome: 'unreadable' },
    ])
    await expect(send(token, [good])).resolves.toMatchObject({ answers: [{ outcome: 'kept' }] })
    const other = await gate(event.id, 'द्वार 2')
    await expect(send(other.token, [good])).resolves.toMatchObject({ answers: [{ outcome: 'unreadable' }] })
    expect(await rows('scan', event.id)).toHaveLength(1)
    await expect(
      send(
        token,
        Array.from({ length: 501 }, () => good),
      ),
    ).rejects.toMatchObject({ id: 'badInput' })
    await expect(
      sql`update events.scan set way = 'exit' where id = ${good.id}`.execute(house.platform.db),
    ).rejects.toThrow(/permission denied/)
  })

  it('of two gates come to the same end in either order: one attendance, one question, nothing lost', async () => {
    const ends = []
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const event = await eventHere()
      const [one, two] = [await guest(event), await guest(event)]
      const gates = [await gate(event.id, 'उत्तर'), await gate(event.id, 'दक्षिण')]
      const batches = [
        [scan(one.serial), scan(two.serial, { at: MORNING.getTime() + MINUTE })],
        [
          scan(one.serial, { at: MORNING.getTime() + 5 * MINUTE, hall: event.hallId }),
          scan(one.serial, { at: MORNING.getTime() + 9 * MINUTE, hall: event.hallId }),
          scan(two.serial, { at: MORNING.getTime() + 3 * MINUTE }),
          scan(two.serial, { at: MORNING.getTime() + 40 * MINUTE, way: 'exit' }),
        ],
      ]
      house.clock.moveTo(new Date(MORNING.getTime() + 60 * MINUTE))
      for (const which of order) await send(gates[which]!.token, batches[which]!)
      const view = await viewGates(house.as(head), { eventId: event.id })
      expect(view).toMatchObject({ came: 2, expected: 2 })
      expect(
        view.questions.map(({ kind, deviceName, otherDevice }) => [kind, deviceName, otherDevice]),
      ).toEqual([
        ['two_gates', 'दक्षिण', 'उत्तर'],
        ['again', 'दक्षिण', 'दक्षिण'],
      ])
      const told = JSON.stringify([
        await rows('attendance', event.id),
        await rows('presence', event.id),
        await rows('gate_question', event.id),
      ])
      ends.push(told.replaceAll(event.hallId, 'hall'))
      expect(await rows('scan', event.id)).toHaveLength(6)
    }
    expect(ends[1]).toBe(ends[0])
  })

  it('make an activity, seen by whoever held the device; ruled away they never were', async () => {
    const event = await eventHere()
    const { person, serial } = await guest(event)
    const { token } = await gate(event.id)
    const asked = scan(serial, { decided: 'old_key' })
    await send(token, [asked])
    await settleEvents(house)
    expect([await stateOf(person), await activitiesOf(person)]).toEqual([
      'active',
      [{ day: '2026-12-05', by: head.personId }],
    ])
    const rule = (ruling: 'keep' | 'drop') =>
      ruleOnScan(house.as(head), { command: uuidv7(), eventId: event.id, scanId: asked.id, ruling })
    await rule('drop')
    await settleEvents(house)
    expect([await stateOf(person), await activitiesOf(person)]).toEqual(['vouched', []])
    house.clock.moveTo(new Date(MORNING.getTime() + 1000))
    await rule('keep')
    await settleEvents(house)
    expect(await stateOf(person)).toBe('active')
    expect((await viewGates(house.as(head), { eventId: event.id })).questions).toEqual([])
    await expect(
      ruleOnScan(house.as(head), { command: uuidv7(), eventId: event.id, scanId: uuidv7(), ruling: 'keep' }),
    ).rejects.toMatchObject({ id: 'notFound' })
  })

  it('of whoever holds the device wait for somebody else’s ruling', async () => {
    const event = await eventHere()
    const { person, serial } = await guest(event)
    await network.appoint(person, { role: 'coordinator', place: network.tree.state, wing: null })
    const self = await network.actor(person, 2)
    const { deviceId } = await enrolDevice(house.as(self), {
      command: uuidv7(),
      eventId: event.id,
      name: 'द्वार',
    })
    const token = newToken()
    await claimDevice(house.as(NOBODY), { claim: claimOf(house.platform, deviceId), token })
    const own = scan(serial)
    await send(token, [own])
    const asked = { eventId: event.id, scanId: own.id, ruling: 'keep' } as const
    expect((await viewGates(house.as(head), { eventId: event.id })).came).toBe(0)
    await expect(ruleOnScan(house.as(self), { command: uuidv7(), ...asked })).rejects.toMatchObject({
      reason: 'events_gate_not_oneself',
    })
    await ruleOnScan(house.as(head), { command: uuidv7(), ...asked })
    expect((await viewGates(house.as(head), { eventId: event.id })).came).toBe(1)
    // A staff member known by her own pass is not checked in by her own hand either.
    const staff = await guest(event)
    const byStaff = scan(staff.serial, { by: staff.serial })
    await send(token, [byStaff, scan((await guest(event)).serial, { by: staff.serial })])
    const view = await viewGates(house.as(head), { eventId: event.id })
    expect([view.came, view.questions.map(({ kind }) => kind)]).toEqual([2, ['own']])
    // Who held the device saw it, and the one who added it is checked in by somebody else.
    expect(Object.keys(await exportMyGates(house.as(self)))).toContain('eventScans')
  })

  it('of a device that was taken off are kept, count once somebody rules so, and it gets no list any more', async () => {
    const event = await eventHere()
    const { serial } = await guest(event)
    const { token, deviceId } = await gate(event.id)
    await removeDevice(house.as(head), { command: uuidv7(), eventId: event.id, deviceId })
    await expect(fetchGateList(house.as(NOBODY), { token })).rejects.toMatchObject({
      reason: 'events_gate_over',
    })
    const late = scan(serial)
    await expect(send(token, [late])).resolves.toMatchObject({
      removed: true,
      answers: [{ outcome: 'kept' }],
    })
    expect(await viewGates(house.as(head), { eventId: event.id })).toMatchObject({
      came: 0,
      questions: [{ kind: 'late' }],
    })
    await ruleOnScan(house.as(head), {
      command: uuidv7(),
      eventId: event.id,
      scanId: late.id,
      ruling: 'keep',
    })
    expect(await viewGates(house.as(head), { eventId: event.id })).toMatchObject({ came: 1, questions: [] })
  })

  it('are set right when the phone’s clock was three days wrong, and never lie in the future', async () => {
    const event = await eventHere()
    const [early, late] = [await guest(event), await guest(event)]
    const { token } = await gate(event.id)
    const wrong = MORNING.getTime() + 3 * 86_400_000
    await send(token, [scan(early.serial, { at: wrong - 10 * MINUTE, clock: wrong - 10 * MINUTE })], wrong)
    await send(token, [scan(late.serial, { at: MORNING.getTime() + MINUTE })])
    const kept = await sql<{
      at: Date
    }>`select at from events.scan where event_id = ${event.id} order by at`.execute(house.owner.db)
    expect(kept.rows.map(({ at }) => at.getTime())).toEqual([
      MORNING.getTime() - 10 * MINUTE,
      MORNING.getTime(),
    ])
  })

  it('of one pass arriving from two devices at the same moment are reckoned together', async () => {
    const event = await eventHere()
    const guests = await Promise.all(Array.from({ length: 6 }, () => guest(event)))
    const gates = await Promise.all(['1', '2', '3', '4'].map((name) => gate(event.id, `द्वार ${name}`)))
    await Promise.all(
      gates.map(({ token }, index) =>
        send(
          token,
          guests.map(({ serial }) => scan(serial, { at: MORNING.getTime() - (index + 1) * MINUTE })),
        ),
      ),
    )
    const view = await viewGates(house.as(head), { eventId: event.id })
    expect([view.came, view.allQuestions]).toEqual([6, 18])
  })
})

it('a gate’s list and the scans of a pass are read by index', async () => {
  await sql`analyze events.registration`.execute(house.owner.db)
  const plan = async (query: ReturnType<typeof sql>) =>
    (await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(house.owner.db)).rows
      .map((row) => row['QUERY PLAN'])
      .join('\n')
  await sql`set enable_seqscan = off`.execute(house.owner.db)
  expect(
    await plan(
      sql`select 1 from events.registration r where r.event_id = ${uuidv7()} and greatest(r.changed_at, r.gate_at) >= now()`,
    ),
  ).toContain('registration_gate')
  expect(
    await plan(
      sql`select 1 from events.scan where event_id = ${uuidv7()} and serial = any (${[1, 2]}::int[])`,
    ),
  ).toContain('scan_pass')
})
