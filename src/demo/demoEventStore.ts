import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { demoId } from './demoId.ts'
import type { InventedEvent } from './inventEvents.ts'

/** Made-up events, written past the verbs for the same reason as people (demoStore.ts): they already have a past. */
export async function saveEvents(tx: Transaction, events: readonly InventedEvent[]): Promise<void> {
  const given = events.map(({ place, plan, registrations: _, ...event }) => ({
    ...event,
    placeId: place.id,
    lastDay: plan.days - 1,
    quotaId: demoId(`quota/${event.id}`),
    audienceId: demoId(`audience/${event.id}`),
    organiserId: demoId(`organiser/${event.id}`),
  }))
  const rows = sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(id uuid, "placeId" uuid, template text, "titleHi" text, "titleEn" text,
    "wordsHi" text, "wordsEn" text, "venueHi" text, "venueEn" text, seats int, "inDays" int, "lastDay" int, "madeBy" uuid, "quotaId" uuid,
    "audienceId" uuid, "organiserId" uuid) join places.tree as place on place.id = given."placeId"`
  await sql`
    insert into events.event (id, place_id, place_lft, place_rgt, template, state, title_hi, title_en, words_hi, words_en, venue_hi, venue_en,
      starts_on, ends_on, seats, made_by, made_at, changed_at)
    select given.id, place.id, place.lft, place.rgt, template, 'open', "titleHi", "titleEn", "wordsHi", "wordsEn", "venueHi", "venueEn",
      (${tx.now}::timestamptz at time zone 'Asia/Kolkata')::date + "inDays",
      (${tx.now}::timestamptz at time zone 'Asia/Kolkata')::date + "inDays" + "lastDay", seats, "madeBy", ${tx.now}, ${tx.now}
    from ${rows}`.execute(tx.db)
  await sql`
    insert into events.audience (id, event_id, place_id, place_lft, place_rgt)
    select "audienceId", given.id, place.id, place.lft, place.rgt from ${rows}`.execute(tx.db)
  await sql`
    insert into events.organiser (id, event_id, person_id, added_by, added_at)
    select "organiserId", given.id, "madeBy", "madeBy", ${tx.now} from ${rows}`.execute(tx.db)
  await sql`
    insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
    select "quotaId", given.id, place.id, place.lft, place.rgt, seats from ${rows}`.execute(tx.db)
  await saveProgrammes(tx, events)
  await saveRegistrations(tx, events)
}

async function saveProgrammes(tx: Transaction, events: readonly InventedEvent[]): Promise<void> {
  const halls = events.flatMap(({ id, plan }) =>
    plan.halls.map((hall, position) => ({
      ...hall,
      id: demoId(`hall/${id}/${position}`),
      eventId: id,
      position,
    })),
  )
  const sessions = events.flatMap(({ id, plan, inDays }) =>
    plan.sessions.map(({ hall, day, ...session }, nth) => ({
      ...session,
      id: demoId(`session/${id}/${nth}`),
      eventId: id,
      hallId: demoId(`hall/${id}/${hall}`),
      inDays: inDays + day,
    })),
  )
  await sql`
    insert into events.hall (id, event_id, position, name_hi, name_en, capacity)
    select id, "eventId", position, "nameHi", "nameEn", capacity from jsonb_to_recordset(${JSON.stringify(halls)}::jsonb)
      as given(id uuid, "eventId" uuid, position smallint, "nameHi" text, "nameEn" text, capacity int)`.execute(
    tx.db,
  )
  await sql`
    insert into events.session (id, event_id, hall_id, title_hi, title_en, starts_at, ends_at, seats, changed_at)
    select id, "eventId", "hallId", "titleHi", "titleEn", (day + "from"::time) at time zone 'Asia/Kolkata', (day + until::time) at time zone 'Asia/Kolkata',
      seats, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as given(id uuid, "eventId" uuid, "hallId" uuid, "titleHi" text, "titleEn" text,
      "inDays" int, "from" text, until text, seats int)
    cross join lateral (select (${tx.now}::timestamptz at time zone 'Asia/Kolkata')::date + "inDays" as day) as on_day`.execute(
    tx.db,
  )
}

async function saveRegistrations(tx: Transaction, events: readonly InventedEvent[]): Promise<void> {
  const rows = events.flatMap(({ id, registrations }) =>
    registrations.map(({ person, state, code }, nth) => ({
      id: demoId(`registration/${id}/${person.id}`),
      eventId: id,
      quotaId: demoId(`quota/${id}`),
      personId: person.id,
      state,
      code,
      minutesAgo: 600 - nth,
    })),
  )
  await sql`
    insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at)
    select given.id, "eventId", "quotaId", who.id, who.place_id, who.place_lft, who.wing, who.name_hi, who.name_en, given.state, code,
      ${tx.now}::timestamptz - make_interval(mins => "minutesAgo"), ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "eventId" uuid, "quotaId" uuid, "personId" uuid, state text, code text,
      "minutesAgo" int) join people.named as who on who.id = given."personId"`.execute(tx.db)
}
