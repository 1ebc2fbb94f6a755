/** What gates send: kept once, reckoned in any order, counted where somebody else saw it, settled by somebody else. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeEvent, settleEvents } from '#tests/builders/events.ts'
import { atGates, MINUTE, MORNING } from '#tests/builders/gates.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { moveEvent } from '../moveEvent.ts'
import { removeDevice } from './enrolDevice.ts'
import { fetchGateList } from './fetchGateList.ts'
import { ruleOnScan } from './ruleOnScan.ts'
import { exportMyGates, viewGates } from './viewGates.ts'

let house: TestPlatform
let network: Network
let head: PersonActor
let at: ReturnType<typeof atGates>
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
  at = atGates(house, network, head)
})
beforeEach(() => house.clock.moveTo(MORNING))
afterAll(() => house.close())
const eventHere = () => arrangeEvent(house, { place: network.tree.state })
const rows = async (table: string, eventId: string) =>
  (await sql<Record<string, unknown>>`select to_jsonb(one) - 'event_id' - 'registration_id' - 'scan_id' - 'other_id' - 'serial' as row
    from ${sql.table(`events.${table}`)} one where event_id = ${eventId} order by serial, 1`.execute(house.owner.db)).rows // prettier-ignore
const stateOf = async ({ id }: MadeUpPerson) =>
  (await sql<{ state: string }>`select state from people.person where id = ${id}`.execute(house.owner.db)).rows[0]!.state // prettier-ignore
const activitiesOf = async ({ id }: MadeUpPerson) =>
  (await sql<{ day: string; by: string }>`select happened_on::text as day, confirmed_by as by from people.activity where person_id = ${id}`.execute(house.owner.db)).rows // prettier-ignore

describe('scans', () => {
  it('are each answered and each kept once, however often they are sent', async () => {
    const event = await eventHere()
    const { serial } = await at.guest(event)
    const { token } = await at.gate(event.id)
    const good = at.scan(serial)
    const first = await at.send(token, [good, { id: 'broken', serial: -1 }, 7])
    expect(first.answers).toEqual([
      { id: good.id, outcome: 'kept' },
      { id: 'broken', outcome: 'unreadable' },
      { id: null, outcome: 'unreadable' },
    ])
    await expect(at.send(token, [good])).resolves.toMatchObject({ answers: [{ outcome: 'kept' }] })
    const other = await at.gate(event.id, 'द्वार 2')
    await expect(at.send(other.token, [good])).resolves.toMatchObject({
      answers: [{ outcome: 'unreadable' }],
    })
    expect(await rows('scan', event.id)).toHaveLength(1)
    await expect(
      at.send(
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
      const [one, two] = [await at.guest(event), await at.guest(event)]
      const gates = [await at.gate(event.id, 'उत्तर'), await at.gate(event.id, 'दक्षिण')]
      const batches = [
        [at.scan(one.serial), at.scan(two.serial, { at: MORNING.getTime() + MINUTE })],
        [
          at.scan(one.serial, { at: MORNING.getTime() + 5 * MINUTE, hall: event.hallId }),
          at.scan(one.serial, { at: MORNING.getTime() + 9 * MINUTE, hall: event.hallId }),
          at.scan(two.serial, { at: MORNING.getTime() + 3 * MINUTE }),
          at.scan(two.serial, { at: MORNING.getTime() + 40 * MINUTE, way: 'exit' }),
        ],
      ]
      house.clock.moveTo(new Date(MORNING.getTime() + 60 * MINUTE))
      for (const which of order) await at.send(gates[which]!.token, batches[which]!)
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
    const { person, serial } = await at.guest(event)
    const { token } = await at.gate(event.id)
    const asked = at.scan(serial, { decided: 'old_key' })
    await at.send(token, [asked])
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
    const { person, serial } = await at.guest(event)
    await network.appoint(person, { role: 'coordinator', place: network.tree.state, wing: null })
    const self = await network.actor(person, 2)
    const { token } = await at.gate(event.id, 'द्वार', self)
    const own = at.scan(serial)
    await at.send(token, [own])
    const asked = { eventId: event.id, scanId: own.id, ruling: 'keep' } as const
    expect((await viewGates(house.as(head), { eventId: event.id })).came).toBe(0)
    await expect(ruleOnScan(house.as(self), { command: uuidv7(), ...asked })).rejects.toMatchObject({
      reason: 'events_gate_not_oneself',
    })
    await ruleOnScan(house.as(head), { command: uuidv7(), ...asked })
    expect((await viewGates(house.as(head), { eventId: event.id })).came).toBe(1)
    // A staff member known by her own pass is not checked in by her own hand either.
    const staff = await at.guest(event)
    const byStaff = at.scan(staff.serial, { by: staff.serial })
    await at.send(token, [byStaff, at.scan((await at.guest(event)).serial, { by: staff.serial })])
    const view = await viewGates(house.as(head), { eventId: event.id })
    expect([view.came, view.questions.map(({ kind }) => kind)]).toEqual([2, ['own']])
    // Who held the device saw it, and the one who added it is checked in by somebody else.
    expect(Object.keys(await exportMyGates(house.as(self)))).toContain('eventScans')
  })

  it('of a device that was taken off are kept, count once somebody rules so, and it gets no list any more', async () => {
    const event = await eventHere()
    const { serial } = await at.guest(event)
    const { token, deviceId } = await at.gate(event.id)
    await removeDevice(house.as(head), { command: uuidv7(), eventId: event.id, deviceId })
    await expect(fetchGateList(house.as(NOBODY), { token })).rejects.toMatchObject({
      reason: 'events_gate_over',
    })
    const late = at.scan(serial)
    await expect(at.send(token, [late])).resolves.toMatchObject({
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
    const [early, late] = [await at.guest(event), await at.guest(event)]
    const { token } = await at.gate(event.id)
    const wrong = MORNING.getTime() + 3 * 86_400_000
    await at.send(
      token,
      [at.scan(early.serial, { at: wrong - 10 * MINUTE, clock: wrong - 10 * MINUTE })],
      wrong,
    )
    await at.send(token, [at.scan(late.serial, { at: MORNING.getTime() + MINUTE })])
    const kept = await sql<{
      at: Date
    }>`select at from events.scan where event_id = ${event.id} order by at`.execute(house.owner.db)
    expect(kept.rows.map(({ at }) => at.getTime())).toEqual([
      MORNING.getTime() - 10 * MINUTE,
      MORNING.getTime(),
    ])
  })

  it('that cannot be squared with the event wait for a ruling: another day, a pass of nobody’s, the refused let in, an exit without a seat', async () => {
    const event = await eventHere()
    const [early, late, refusedOne, gone, barred] = [await at.guest(event), await at.guest(event), await at.guest(event), await at.guest(event, 'withdrawn'), await at.guest(event)] // prettier-ignore
    const { token } = await at.gate(event.id)
    await at.suspend(barred)
    await settleEvents(house)
    const day = 24 * 60 * MINUTE
    house.clock.moveTo(new Date(MORNING.getTime() + 60 * day))
    const doubted = [
      at.scan(early.serial, { at: MORNING.getTime() - 10 * day }),
      at.scan(late.serial, { at: MORNING.getTime() + 50 * day }),
      at.scan(late.serial, { at: 0, clock: 0 }),
      at.scan(77),
      at.scan(refusedOne.serial, { decided: 'forged' }),
      at.scan(gone.serial, { way: 'exit' }),
      at.scan(barred.serial, { way: 'exit' }),
    ]
    await at.send(token, doubted)
    await settleEvents(house)
    const view = await viewGates(house.as(head), { eventId: event.id })
    expect([view.came, view.halls, view.questions.map(({ kind }) => kind)]).toEqual([0, [], doubted.map(() => 'doubted')]) // prettier-ignore
    expect(await activitiesOf(early.person)).toEqual([])
    // Nothing is lost: somebody who knows rules that she came.
    await ruleOnScan(house.as(head), { command: uuidv7(), eventId: event.id, scanId: doubted[4]!.id, ruling: 'keep' }) // prettier-ignore
    expect((await viewGates(house.as(head), { eventId: event.id })).came).toBe(1)
  })

  it('after midnight of the last day, an exit that was seen alone and one that takes an entry back need no ruling', async () => {
    const event = await eventHere()
    const [night, left, undone] = [await at.guest(event), await at.guest(event), await at.guest(event)]
    const { token } = await at.gate(event.id)
    house.clock.moveTo(new Date('2026-12-06T20:00:00Z'))
    const entry = at.scan(undone.serial)
    await at.send(token, [
      at.scan(night.serial, { at: Date.parse('2026-12-05T21:00:00Z') }),
      at.scan(left.serial, { way: 'exit' }),
      entry,
      at.scan(undone.serial, { way: 'exit', undoes: entry.id }),
    ])
    expect(await viewGates(house.as(head), { eventId: event.id })).toMatchObject({ came: 2, questions: [] })
  })

  it('of one pass arriving from two devices at the same moment are reckoned together', async () => {
    const event = await eventHere()
    const guests = await Promise.all(Array.from({ length: 6 }, () => at.guest(event)))
    const gates = await Promise.all(['1', '2', '3', '4'].map((name) => at.gate(event.id, `द्वार ${name}`)))
    await Promise.all(
      gates.map(({ token }, index) =>
        at.send(
          token,
          guests.map(({ serial }) => at.scan(serial, { at: MORNING.getTime() - (index + 1) * MINUTE })),
        ),
      ),
    )
    const view = await viewGates(house.as(head), { eventId: event.id })
    expect([view.came, view.allQuestions]).toEqual([6, 18])
  })

  it('give a badge once the event was held, also to whom a phone tells of later, and take it back when ruled away', async () => {
    const event = await eventHere()
    const [early, late] = [await at.guest(event), await at.guest(event)]
    const { token } = await at.gate(event.id)
    const first = at.scan(early.serial, { decided: 'clock' })
    await at.send(token, [first])
    const badges = async () =>
      (
        await sql<{ id: string; revoked: boolean }>`
          select person_id as id, revoked_at is not null as revoked from credentials.badge
          where person_id in (${early.person.id}, ${late.person.id}) order by issued_at`.execute(
          house.owner.db,
        )
      ).rows
    expect(await badges()).toEqual([])
    await sql`update events.event set state = 'closed' where id = ${event.id}`.execute(house.owner.db)
    house.clock.moveTo(new Date(MORNING.getTime() + 2 * 86_400_000))
    await moveEvent(house.as(head), { command: uuidv7(), eventId: event.id, to: 'held', reason: '' })
    expect(await badges()).toEqual([{ id: early.person.id, revoked: false }])
    house.clock.moveTo(new Date(house.clock.now().getTime() + MINUTE))
    await at.send(token, [at.scan(late.serial)])
    await ruleOnScan(house.as(head), {
      command: uuidv7(),
      eventId: event.id,
      scanId: first.id,
      ruling: 'drop',
    })
    await settleEvents(house)
    expect(await badges()).toEqual([
      { id: early.person.id, revoked: true },
      { id: late.person.id, revoked: false },
    ])
  })
})
