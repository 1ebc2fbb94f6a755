/** Sessions with seats of their own, reminders, materials, and what is said afterwards. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeEvent, mergeAtEvents, settleEvents, toldTo } from '#tests/builders/events.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { changeEvent } from './changeEvent.ts'
import { chooseSession } from './chooseSession.ts'
import { giveFeedback } from './giveFeedback.ts'
import { addMaterial, openMaterial } from './material.ts'
import { myNextEvent, viewMyEvent } from './myEvents.ts'
import { withdrawFromEvent } from './ownStep.ts'
import { registerForEvent } from './registerForEvent.ts'
import { remindOfEvents } from './remind.ts'
import { viewEvent } from './viewEvent.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let network: Network
let head: PersonActor
let event: Awaited<ReturnType<typeof arrangeEvent>>
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.moveTo(NOON)
  event = await arrangeEvent(house, { place: network.tree.state })
})
async function guest(): Promise<PersonActor> {
  const person = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'vouched' })
  const self = await network.actor(person, 1)
  await registerForEvent(house.as(self), { command: uuidv7(), eventId: event.id })
  return self
}
const choose = (self: PersonActor, chosen = true, sessionId = event.sessionId) =>
  chooseSession(house.as(self), { command: uuidv7(), eventId: event.id, sessionId, chosen })
const takenOf = async (id: string) =>
  (await sql<{ taken: number }>`select taken from events.session where id = ${id}`.execute(house.owner.db)).rows[0]!.taken // prettier-ignore
const refused = (reason: string) => expect.objectContaining({ reason }) as unknown

describe('a session', () => {
  it('with seats of its own is not oversold by twelve who choose it at once', async () => {
    await sql`update events.session set seats = 5 where id = ${event.sessionId}`.execute(house.owner.db)
    const people = await Promise.all(Array.from({ length: 12 }, guest))
    const answers = await Promise.allSettled(people.map((self) => choose(self)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refused('events_session_full'))
    expect(await takenOf(event.sessionId)).toBe(5)
    const chosen = people[answers.findIndex(({ status }) => status === 'fulfilled')]!
    await choose(chosen, false)
    await choose(chosen, false)
    expect(await takenOf(event.sessionId)).toBe(4)
  })

  it('is given back by whoever withdraws, is for those with a seat alone, and not at the time of another one', async () => {
    const self = await guest()
    await choose(self)
    const other = uuidv7()
    await sql`
      insert into events.session (id, event_id, hall_id, title_hi, starts_at, ends_at, changed_at)
      select ${other}, event_id, hall_id, 'साथ-साथ', starts_at, ends_at, changed_at from events.session where id = ${event.sessionId}`.execute(house.owner.db) // prettier-ignore
    await expect(choose(self, true, other)).rejects.toEqual(refused('events_session_clash'))
    await sql`update events.event set state = 'cancelled', cancelled_why = 'भवन नहीं' where id = ${event.id}`.execute(house.owner.db) // prettier-ignore
    await expect(choose(self)).rejects.toEqual(refused('events_is_over'))
    await sql`update events.event set state = 'open', cancelled_why = null where id = ${event.id}`.execute(house.owner.db) // prettier-ignore
    await withdrawFromEvent(house.as(self), { command: uuidv7(), eventId: event.id })
    expect(await takenOf(event.sessionId)).toBe(0)
    await expect(choose(self)).rejects.toEqual(refused('events_seat_first'))
  })

  it('stays chosen for one person whose two records are merged, where the other record had the seat', async () => {
    const [stays, gives] = [await guest(), await guest()]
    await choose(gives)
    await sql`update events.registration set state = 'waiting' where event_id = ${event.id} and person_id = ${stays.personId}`.execute(house.owner.db) // prettier-ignore
    await mergeAtEvents(house, head, stays.personId, gives.personId)
    const mine = await viewMyEvent(house.as(stays), event.id)
    expect([mine.registered?.state, mine.sessions[0]!.chosen]).toEqual(['registered', true])
    expect(await takenOf(event.sessionId)).toBe(1)
  })
})

describe('whoever comes', () => {
  it('is reminded a week ahead and the day before, once each, and not when she has withdrawn', async () => {
    const [self, gone, keen] = [await guest(), await guest(), await guest()]
    await choose(keen)
    await withdrawFromEvent(house.as(gone), { command: uuidv7(), eventId: event.id })
    const told = async (moment: string) => {
      house.clock.moveTo(new Date(moment))
      const sent = await remindOfEvents(house.asSystem())
      return [sent > 0, await remindOfEvents(house.asSystem())]
    }
    expect(await told('2026-11-27T04:00:00Z')).toEqual([false, 0])
    expect(await told('2026-11-28T04:00:00Z')).toEqual([true, 0])
    expect(await told('2026-12-04T04:00:00Z')).toEqual([true, 0])
    const reminders = (await toldTo(house, self)).filter(({ title }) => title.startsWith('याद रखें'))
    expect(reminders).toHaveLength(2)
    // What she chose, with its hall and time; whoever chose nothing reads the venue and day alone.
    expect(reminders[0]!.words).not.toContain('•')
    expect((await toldTo(house, keen))[0]!.words).toContain('• 5 दिसंबर को 10:00 बजे: परिचय (कक्ष)')
    expect(await toldTo(house, gone)).toEqual([])
  }) // prettier-ignore

  it('is told when days or venue change, and the programme moves along with the first day', async () => {
    const self = await guest()
    const said = { titleHi: 'प्रशिक्षण शिविर', titleEn: 'Training camp', wordsHi: null, wordsEn: null, venueHi: 'नया भवन', venueEn: null, startsOn: '2026-12-07', endsOn: '2026-12-07', seats: '40', offerHours: '48' } // prettier-ignore
    await changeEvent(house.as(head), { command: uuidv7(), eventId: event.id, basedOn: 0, ...said })
    await settleEvents(house)
    expect((await toldTo(house, self))[0]!.words).toContain('नया भवन')
    const { sessions } = await viewMyEvent(house.as(self), event.id)
    expect(sessions[0]!.startsAt).toEqual(new Date('2026-12-07T04:30:00Z'))
    // Two who change one event: the second sees that it is not what she read.
    await expect(
      changeEvent(house.as(head), { command: uuidv7(), eventId: event.id, basedOn: 0, ...said, seats: '50' }),
    ).rejects.toEqual(refused('events_changed_meanwhile'))
  })

  it('finds the nearest event on Today, an offer before everything else', async () => {
    const self = await guest()
    expect((await myNextEvent(house.as(self)))!.registration).toBe('registered')
    await withdrawFromEvent(house.as(self), { command: uuidv7(), eventId: event.id })
    expect((await myNextEvent(house.as(self)))?.id).not.toBe(event.id)
  })
})

describe('a file', () => {
  const bytes = async function* (...text: string[]) {
    yield Buffer.from(text.join(''))
  }
  const add = (source: AsyncIterable<Uint8Array>, command = uuidv7()) =>
    addMaterial(house.as(head), { command, eventId: event.id, titleHi: 'पुस्तिका', titleEn: null }, source)

  it('sent again is the same file; another file under the same command is refused, not dropped in silence', async () => {
    const command = uuidv7()
    const first = await add(bytes('%PDF-1.4\none', event.id), command)
    expect(await add(bytes('%PDF-1.4\none', event.id), command)).toEqual(first)
    await expect(add(bytes('%PDF-1.4\ntwo', event.id), command)).rejects.toEqual(
      refused('platform_command_reused'),
    )
  })

  it('is what its bytes are: a renamed program and a picture with scripts are refused, with the reason', async () => {
    for (const hostile of [
      'MZ\u0090\u0000',
      '<svg onload="alert(1)">',
      '<!doctype html><script>',
      'PK\u0003\u0004',
    ])
      await expect(add(bytes(hostile))).rejects.toMatchObject({ fields: { file: 'events_material_kind' } })
    const large = async function* () {
      yield Buffer.from('%PDF-1.4\n')
      for (let megabyte = 0; megabyte < 11; megabyte++) yield Buffer.alloc(1024 * 1024, 0x20)
    }
    await expect(add(large())).rejects.toMatchObject({
      id: 'tooLarge',
      fields: { file: 'events_file_large' },
    })
  })

  it('opens for those who registered and those who run the event, and for nobody else', async () => {
    const { materialId } = await add(bytes('%PDF-1.4\n', event.id))
    const open = async (self: PersonActor) =>
      (await openMaterial(house.as(self), materialId)).stream.destroy()
    await open(await guest())
    await open(head)
    const invited = await network.holder(network.tree.booth(0, 0, 0), 1, 'volunteer')
    await expect(open(invited)).rejects.toMatchObject({ id: 'forbidden' })
  })
})

describe('what is said afterwards', () => {
  it('is read by nobody else, shows in sums from ten answers on, and is taken from those who came', async () => {
    const people = await Promise.all(Array.from({ length: 15 }, guest))
    const say = (self: PersonActor, useful: string, words = '') =>
      giveFeedback(house.as(self), { command: uuidv7(), eventId: event.id, useful, clear: '3', words })
    await expect(say(people[0]!, '4')).rejects.toEqual(refused('events_feedback_closed'))
    // Of two days the first is too early to say how it was.
    await sql`update events.event set ends_on = '2026-12-06' where id = ${event.id}`.execute(house.owner.db)
    house.clock.moveTo(new Date('2026-12-05T06:30:00Z'))
    const asked = async () => (await viewMyEvent(house.as(people[0]!), event.id)).asksFeedback
    expect(await asked()).toBe(false)
    await expect(say(people[0]!, '4')).rejects.toEqual(refused('events_feedback_closed'))
    house.clock.moveTo(new Date('2026-12-06T06:30:00Z'))
    expect(await asked()).toBe(true)
    for (const self of people.slice(0, 9)) await say(self, '2')
    const sums = async () => (await viewEvent(house.as(head), { eventId: event.id })).feedback
    expect(await sums()).toEqual({ answers: 9, useful: null, clear: null, words: null })
    await say(people[9]!, '4', 'बहुत सीखा')
    await say(people[9]!, '3', 'बहुत सीखा')
    expect(await sums()).toEqual({
      answers: 10,
      useful: [0, 9, 1, 0],
      clear: [0, 0, 10, 0],
      words: ['बहुत सीखा'],
    })
    // One answer more is not told by itself: the sums stand still until five have come.
    const before = await sums()
    house.clock.moveTo(new Date('2026-12-06T06:31:00Z'))
    for (const self of people.slice(10, 14)) await say(self, '1', 'यह अकेला न दिखे')
    expect(await sums()).toEqual(before)
    await say(people[14]!, '1')
    expect(await sums()).toMatchObject({ answers: 15, useful: [5, 9, 1, 0] })
    const seen = await house.as(head).transaction(({ db }) => sql`select from events.feedback`.execute(db))
    expect(seen.rows).toEqual([])
    const stranger = await network.holder(network.tree.booth(0, 0, 0), 1, 'volunteer')
    await expect(say(stranger, '4')).rejects.toEqual(refused('events_seat_first'))
    house.clock.moveTo(new Date('2026-12-25T06:30:00Z'))
    await expect(say(people[0]!, '4')).rejects.toEqual(refused('events_feedback_closed'))
  })
})
