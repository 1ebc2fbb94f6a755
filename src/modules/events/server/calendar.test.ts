/** What other calendars read of ours: right times, things that keep their names, and changes that arrive. */
import ICAL from 'ical.js'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeEvent, settleEvents, toldTo } from '#tests/builders/events.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { chooseSession } from './chooseSession.ts'
import { makeFeed, readFeed, revokeFeed } from './feeds.ts'
import { moveEvent } from './moveEvent.ts'
import { viewMyEvent } from './myEvents.ts'
import { registerForEvent } from './registerForEvent.ts'
import { cancelSession, saveSession } from './saveSession.ts'
import { saveSpeaker, withdrawSpeaker } from './saveSpeaker.ts'

let house: TestPlatform
let network: Network
let head: PersonActor
let self: PersonActor
let event: Awaited<ReturnType<typeof arrangeEvent>>
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  head = await network.holder(network.tree.state, null)
})
afterAll(() => house.close())
beforeEach(async () => {
  const person = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'vouched' })
  self = await network.actor(person, 1)
  event = await arrangeEvent(house, { place: network.tree.state })
  await registerForEvent(house.as(self), { command: uuidv7(), eventId: event.id })
})

const choose = (sessionId: string) =>
  chooseSession(house.as(self), { command: uuidv7(), eventId: event.id, sessionId, chosen: true })
/** The address that her page shows, made anew. */
async function address(eventId?: string): Promise<string> {
  await makeFeed(house.as(self), { command: uuidv7(), ...(eventId ? { eventId } : {}) })
  const { feeds } = await viewMyEvent(house.as(self), event.id)
  return (eventId ? feeds.event : feeds.own)!
}
const tokenOf = (url: string) => /\/calendar\/([\w-]{43})\.ics$/.exec(url)![1]!
const read = async (url: string, locale: 'hi' | 'en' = 'en') =>
  readFeed(house.as(NOBODY, locale), tokenOf(url))
function entriesIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never)
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone as never)
  return calendar.getAllSubcomponents('vevent').map((entry) => {
    const one = new ICAL.Event(entry)
    return {
      uid: one.uid,
      summary: one.summary,
      description: one.description,
      sequence: one.sequence,
      status: String(entry.getFirstPropertyValue('status')),
      start: one.startDate,
      end: one.endDate,
      stamp: (entry.getFirstPropertyValue('dtstamp') as ICAL.Time).toString(),
    }
  })
} // prettier-ignore

it('a session is at its own time in another calendar, not five and a half hours away, and its stamp is UTC', async () => {
  await choose(event.sessionId)
  const text = await read(await address())
  const session = entriesIn(text).find(({ uid }) => uid.startsWith('session-'))!
  expect(session.start.toJSDate()).toEqual(new Date('2026-12-05T04:30:00Z'))
  expect(session.end.toJSDate()).toEqual(new Date('2026-12-05T05:30:00Z'))
  expect(session.start.toString()).toBe('2026-12-05T10:00:00')
  expect(session.stamp).toMatch(/Z$/)
  expect(text).toMatch(/DTSTART;TZID=Asia\/Kolkata:20261205T100000\r\n/)
  expect(text).toMatch(/BEGIN:VTIMEZONE\r\nTZID:Asia\/Kolkata/)
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  const whole = entriesIn(text).find(({ uid }) => uid.startsWith('event-'))!
  expect([whole.start.isDate, whole.start.toString(), whole.end.toString()]).toEqual([true, '2026-12-05', '2026-12-06']) // prettier-ignore
})

it('the agenda has what she chose, the event’s own calendar has everything', async () => {
  const uids = async (url: string) => entriesIn(await read(url)).map(({ uid }) => uid.split('-')[0])
  expect(await uids(await address())).toEqual(['event'])
  expect(await uids(await address(event.id))).toEqual(['event', 'session'])
})

it('a session that moves keeps its name and counts up; one that is cancelled stays and says so, and she is told', async () => {
  await choose(event.sessionId)
  const url = await address()
  const session = async () => entriesIn(await read(url)).find(({ uid }) => uid.startsWith('session-'))!
  const before = await session()
  const said = { eventId: event.id, sessionId: event.sessionId, hallId: event.hallId, titleHi: 'परिचय', titleEn: 'Introductions', wordsHi: null, wordsEn: null, day: '2026-12-05', seats: '' } // prettier-ignore
  await saveSession(house.as(head), { command: uuidv7(), ...said, from: '12:00', until: '13:00' })
  const moved = await session()
  expect([moved.uid, moved.sequence]).toEqual([before.uid, before.sequence + 1])
  expect(moved.start.toJSDate()).toEqual(new Date('2026-12-05T06:30:00Z'))
  await cancelSession(house.as(head), { command: uuidv7(), eventId: event.id, sessionId: event.sessionId })
  const cancelled = await session()
  expect([cancelled.uid, cancelled.status]).toEqual([before.uid, 'CANCELLED'])
  expect(cancelled.sequence).toBeGreaterThan(moved.sequence)
  await settleEvents(house)
  const titles = (await toldTo(house, self, 'en')).map(({ title }) => title)
  expect(titles.sort()).toEqual(['Session cancelled: Introductions', 'Session moved: Introductions'])
})

it('a cancelled event is cancelled in every calendar', async () => {
  const url = await address(event.id)
  await moveEvent(house.as(head), { command: uuidv7(), eventId: event.id, to: 'cancelled', reason: 'बारिश' })
  expect(entriesIn(await read(url)).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED'])
})

it('a speaker is listed with her agreement alone, and one who withdraws leaves programme and calendar at once', async () => {
  await choose(event.sessionId)
  const url = await address(event.id)
  const who = { eventId: event.id, nameHi: null, nameEn: 'Asha Guest', platform: 'youtube' as const, bioHi: null, bioEn: null } // prettier-ignore
  const { speakerId } = await saveSpeaker(house.as(head), {
    command: uuidv7(),
    ...who,
    agreedOn: '',
    agreedHow: '',
  })
  const said = { eventId: event.id, sessionId: event.sessionId, hallId: event.hallId, titleHi: 'परिचय', titleEn: 'Introductions', wordsHi: null, wordsEn: null, day: '2026-12-05', seats: '' } // prettier-ignore
  await saveSession(house.as(head), { command: uuidv7(), ...said, from: '10:00', until: '11:00', speakerIds: [speakerId] }) // prettier-ignore
  const listed = async () => {
    const { speakers, sessions } = await viewMyEvent(house.as(self), event.id)
    return { page: speakers.length, calendar: (await read(url)).includes('Asha Guest'), planned: sessions[0]!.speakerIds.length } // prettier-ignore
  }
  // The last wall: row-level security itself shows her to nobody else.
  expect(await listed()).toEqual({ page: 0, calendar: false, planned: 0 })
  await saveSpeaker(house.as(head), { command: uuidv7(), ...who, speakerId, agreedOn: '2026-11-20', agreedHow: 'by e-mail' }) // prettier-ignore
  expect(await listed()).toEqual({ page: 1, calendar: true, planned: 1 })
  const before = entriesIn(await read(url)).find(({ uid }) => uid.startsWith('session-'))!.sequence
  await withdrawSpeaker(house.as(head), { command: uuidv7(), eventId: event.id, speakerId })
  expect(await listed()).toEqual({ page: 0, calendar: false, planned: 0 })
  expect(entriesIn(await read(url)).find(({ uid }) => uid.startsWith('session-'))!.sequence).toBe(before + 1)
  await settleEvents(house)
  expect((await toldTo(house, self, 'en')).map(({ title }) => title)).toContain('A speaker withdrew: Introductions') // prettier-ignore
})

it('an address is secret, kept only as a hash, and works no more once it is revoked, made anew, or its owner left', async () => {
  const first = await address()
  const second = await address()
  await expect(read(first)).rejects.toMatchObject({ id: 'notFound' })
  await read(second)
  const kept = await sql<{ n: number }>`
    select count(*)::int as n from events.feed where encode(token_sealed, 'escape') like ${`%${tokenOf(second)}%`}
      or encode(token_hash, 'escape') like ${`%${tokenOf(second)}%`}`.execute(house.owner.db)
  expect(kept.rows[0]!.n).toBe(0)
  await revokeFeed(house.as(self), { command: uuidv7() })
  await expect(read(second)).rejects.toMatchObject({ id: 'notFound' })
  const third = await address()
  const stand = (state: string) =>
    sql`update people.person set state = ${state} where id = ${self.personId}`.execute(house.owner.db)
  await stand('suspended')
  await expect(read(third)).rejects.toMatchObject({ id: 'notFound' })
  await stand('vouched')
  await read(third)
  await sql`insert into outbox.event (name, payload, at, next_attempt_at) values ('people.left', ${JSON.stringify({ personId: self.personId })}::jsonb, now(), ${house.clock.now()})`.execute(house.owner.db) // prettier-ignore
  await settleEvents(house)
  await expect(read(third)).rejects.toMatchObject({ id: 'notFound' })
  await expect(readFeed(house.as(NOBODY), 'x'.repeat(43))).rejects.toMatchObject({ id: 'notFound' })
  const stranger = await network.holder(network.tree.booth(1, 1, 1), 2, 'volunteer')
  await expect(makeFeed(house.as(stranger), { command: uuidv7(), eventId: event.id })).rejects.toMatchObject({ id: 'notFound' }) // prettier-ignore
})
