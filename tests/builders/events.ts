import { sql } from 'kysely'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { deliverDue } from '#modules/outreach/server/sending/deliver.ts'
import { mergeRecords } from './merging.ts'
import { eventReactions } from '#modules/events/server/index.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Place } from './tree.ts'

interface EventWishes {
  readonly place: Place
  readonly wing?: number | null
  readonly state?: 'draft' | 'open' | 'closed'
  /** Seats of its one quota. */
  readonly seats?: number
  readonly madeBy?: string
  readonly startsOn?: string
}

/** An event with a hall, a session, a quota for all and an audience, with the owner's hand. */
export async function arrangeEvent(
  house: TestPlatform,
  { place, wing = null, state = 'open', seats = 40, madeBy, startsOn = '2026-12-05' }: EventWishes,
): Promise<{ id: string; hallId: string; sessionId: string; quotaId: string }> {
  const [id, hallId, sessionId, quotaId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const now = house.clock.now()
  const { db } = house.owner
  await sql`
    insert into events.event (id, place_id, place_lft, place_rgt, wing, template, state, title_hi, title_en, venue_hi, starts_on, ends_on, seats, made_by,
      made_at, changed_at)
    values (${id}, ${place.id}, ${place.lft}, ${place.rgt}, ${wing}, 'block_camp', ${state}, 'प्रशिक्षण शिविर', 'Training camp', 'पंचायत भवन', ${startsOn},
      ${startsOn}, ${Math.max(1, seats)}, ${madeBy ?? null}, ${now}, ${now})`.execute(db)
  await sql`
    insert into events.audience (id, event_id, place_id, place_lft, place_rgt, wing)
    values (${uuidv7()}, ${id}, ${place.id}, ${place.lft}, ${place.rgt}, ${wing})`.execute(db)
  await sql`insert into events.hall (id, event_id, position, name_hi, capacity) values (${hallId}, ${id}, 0, 'कक्ष', 40)`.execute(db)
  await sql`
    insert into events.session (id, event_id, hall_id, title_hi, title_en, starts_at, ends_at, changed_at)
    values (${sessionId}, ${id}, ${hallId}, 'परिचय', 'Introductions', ${`${startsOn}T10:00:00+05:30`}, ${`${startsOn}T11:00:00+05:30`}, ${now})`.execute(db)
  await sql`
    insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
    values (${quotaId}, ${id}, ${place.id}, ${place.lft}, ${place.rgt}, ${seats})`.execute(db)
  return { id, hallId, sessionId, quotaId }
} // prettier-ignore

/** A registration with the owner's hand. @returns its id */
export async function arrangeRegistration(
  house: TestPlatform,
  event: { readonly id: string; readonly quotaId: string },
  person: { readonly id: string; readonly place: Place; readonly wing: number },
  state: 'registered' | 'waiting' | 'asked' = 'registered',
): Promise<string> {
  const id = uuidv7()
  const code = id
    .replaceAll('-', '')
    .slice(-6)
    .toUpperCase()
    .replace(/[^0-9A-F]/g, '0')
  await sql`
    insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
    values (${id}, ${event.id}, ${event.quotaId}, ${person.id}, ${person.place.id}, ${person.place.lft}, ${person.wing}, 'परीक्षण', 'Made Up', ${state},
      ${code}, ${house.clock.now()}, ${house.clock.now()})`.execute(house.owner.db)
  return id
}

/** Delivers what waits in the outbox until nothing does. */
export async function settleEvents(house: TestPlatform): Promise<void> {
  while ((await deliverEvents(house.platform, eventReactions)) > 0);
}

/** Says that two records are one person, and lets the events room hear of it. */
export async function mergeAtEvents(
  house: TestPlatform,
  by: PersonActor,
  staysId: string,
  givesId: string,
): Promise<void> {
  await mergeRecords(house.as(by), staysId, givesId)
  await settleEvents(house)
}

/** What somebody was told, newest first. */
export const toldTo = (house: TestPlatform, self: PersonActor, locale: 'hi' | 'en' = 'hi') =>
  readMyMessages(house.as(self, locale))

/** Somebody who switched notifications on. */
export async function arrangePush(house: TestPlatform, personId: string): Promise<void> {
  const now = house.clock.now()
  await sql`
    insert into people.consent (id, person_id, purpose, notice_version, language, given_at)
    values (${uuidv7()}, ${personId}, 'push', '1', 'hi', ${now})`.execute(house.owner.db)
  await sql`
    insert into outreach.device (id, person_id, endpoint_index, sealed, added_at)
    values (${uuidv7()}, ${personId}, 'an index', 'sealed', ${now})`.execute(house.owner.db)
}

/** Sends what rings to a push service that takes everything. @returns to whom it rang */
export async function ringAll(house: TestPlatform): Promise<readonly string[]> {
  const rang: string[] = []
  await deliverDue(
    house.asSystem(),
    outreachRules,
    [
      {
        channel: 'push',
        idempotent: false,
        atOnce: 10,
        send(_, { leased }) {
          rang.push(leased.personId)
          return Promise.resolve({ outcome: { state: 'sent', providerId: leased.id }, gone: [] })
        },
        close() {},
      },
    ],
    new AbortController().signal,
  )
  return rang
}
