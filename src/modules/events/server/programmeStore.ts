import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Hall, Session, SessionState } from '../domain/programme.ts'
import type { Speaker } from '../domain/speaker.ts'

export async function hallsOf(tx: Transaction, eventIds: readonly string[]): Promise<readonly (Hall & { readonly eventId: string })[]> {
  const found = await sql<Hall & { eventId: string }>`
    select id, event_id as "eventId", name_hi as "nameHi", name_en as "nameEn", capacity, position from events.hall
    where event_id = any (${eventIds}::uuid[]) order by event_id, position, id`.execute(tx.db)
  return found.rows
} // prettier-ignore

export const SESSION_COLUMNS: RawBuilder<unknown> = sql`session.id, session.event_id as "eventId", session.hall_id as "hallId",
  session.title_hi as "titleHi", session.title_en as "titleEn", session.words_hi as "wordsHi", session.words_en as "wordsEn",
  session.starts_at as "startsAt", session.ends_at as "endsAt", session.seats, session.taken, session.state, session.sequence,
  session.changed_at as "changedAt",
  array(select s.speaker_id from events.session_speaker s join events.speaker on speaker.id = s.speaker_id
    where s.session_id = session.id order by speaker.added_at, speaker.id) as "speakerIds"`
export interface SessionRow extends Session {
  readonly eventId: string
}
/** Sessions of some events by time. Of their speakers those whom the asker may see. */
export async function sessionsOf(tx: Transaction, eventIds: readonly string[]): Promise<readonly SessionRow[]> {
  const found = await sql<SessionRow>`
    select ${SESSION_COLUMNS} from events.session join events.hall on hall.id = session.hall_id
    where session.event_id = any (${eventIds}::uuid[]) order by session.starts_at, hall.position, session.id`.execute(tx.db)
  return found.rows
} // prettier-ignore
export async function sessionById(tx: Transaction, id: string): Promise<SessionRow | undefined> {
  const found = await sql<SessionRow>`select ${SESSION_COLUMNS} from events.session where id = ${id}`.execute(
    tx.db,
  )
  return found.rows[0]
}

export interface NewHall extends Hall {
  readonly eventId: string
}
export async function insertHalls(tx: Transaction, halls: readonly NewHall[]): Promise<void> {
  await sql`
    insert into events.hall (id, event_id, position, name_hi, name_en, capacity)
    select id, "eventId", position, "nameHi", "nameEn", capacity
    from jsonb_to_recordset(${JSON.stringify(halls)}::jsonb)
      as given(id uuid, "eventId" uuid, position smallint, "nameHi" text, "nameEn" text, capacity integer)`.execute(
    tx.db,
  )
}
export async function saveHallRow(tx: Transaction, hall: Omit<Hall, 'position'>): Promise<void> {
  await sql`
    update events.hall set name_hi = ${hall.nameHi}, name_en = ${hall.nameEn}, capacity = ${hall.capacity} where id = ${hall.id}`.execute(
    tx.db,
  )
}
/** @returns false while a session is planned there */
export async function deleteHall(tx: Transaction, eventId: string, id: string): Promise<boolean> {
  const gone = await sql`
    delete from events.hall where id = ${id} and event_id = ${eventId}
      and not exists (select from events.session where session.hall_id = hall.id)`.execute(tx.db)
  return Number(gone.numAffectedRows ?? 0) > 0
}

export type NewSession = Omit<SessionRow, 'taken' | 'state' | 'sequence' | 'speakerIds' | 'changedAt'>
export async function insertSessions(tx: Transaction, sessions: readonly NewSession[]): Promise<void> {
  await sql`
    insert into events.session (id, event_id, hall_id, title_hi, title_en, words_hi, words_en, starts_at, ends_at, seats, changed_at)
    select id, "eventId", "hallId", "titleHi", "titleEn", "wordsHi", "wordsEn", "startsAt", "endsAt", seats, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as given(id uuid, "eventId" uuid, "hallId" uuid, "titleHi" text,
      "titleEn" text, "wordsHi" text, "wordsEn" text, "startsAt" timestamptz, "endsAt" timestamptz, seats integer)`.execute(
    tx.db,
  )
}
export async function saveSessionRow(tx: Transaction, session: Omit<NewSession, 'eventId'>): Promise<void> {
  await sql`
    update events.session set hall_id = ${session.hallId}, title_hi = ${session.titleHi}, title_en = ${session.titleEn},
      words_hi = ${session.wordsHi}, words_en = ${session.wordsEn}, starts_at = ${session.startsAt}, ends_at = ${session.endsAt},
      seats = ${session.seats}, sequence = sequence + 1, changed_at = ${tx.now}
    where id = ${session.id}`.execute(tx.db)
}
export async function saveSessionState(tx: Transaction, id: string, state: SessionState): Promise<void> {
  await sql`
    update events.session set state = ${state}, sequence = sequence + 1, changed_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}
/** All days of a programme move together with their event. @param days may be negative */
export async function shiftSessions(tx: Transaction, eventId: string, days: number): Promise<void> {
  await sql`
    update events.session set starts_at = starts_at + make_interval(days => ${days}::int), ends_at = ends_at + make_interval(days => ${days}::int),
      sequence = sequence + 1, changed_at = ${tx.now}
    where event_id = ${eventId}`.execute(tx.db)
}
/** Makes a session's speakers these; whoever is unknown at the event is left out. */
export async function saveSessionSpeakers(
  tx: Transaction,
  eventId: string,
  sessionId: string,
  speakerIds: readonly string[],
): Promise<void> {
  await sql`
    delete from events.session_speaker where session_id = ${sessionId} and speaker_id <> all (${speakerIds}::uuid[])`.execute(
    tx.db,
  )
  await sql`
    insert into events.session_speaker (session_id, speaker_id, event_id)
    select ${sessionId}, speaker.id, ${eventId} from events.speaker
    where speaker.event_id = ${eventId} and speaker.id = any (${speakerIds}::uuid[]) and speaker.withdrawn_at is null
    on conflict do nothing`.execute(tx.db)
}

const SPEAKER_COLUMNS = sql`speaker.id, speaker.event_id as "eventId", speaker.name_hi as "nameHi", speaker.name_en as "nameEn",
  speaker.platform, speaker.bio_hi as "bioHi", speaker.bio_en as "bioEn", speaker.agreed_on::text as "agreedOn",
  speaker.agreed_how as "agreedHow", speaker.withdrawn_at as "withdrawnAt"`
export interface SpeakerRow extends Speaker {
  readonly eventId: string
}
/** Speakers of some events: all to those who run one, else those who have agreed to be listed. */
export async function speakersOf(tx: Transaction, eventIds: readonly string[]): Promise<readonly SpeakerRow[]> {
  const found = await sql<SpeakerRow>`
    select ${SPEAKER_COLUMNS} from events.speaker where event_id = any (${eventIds}::uuid[]) order by added_at, id`.execute(
    tx.db,
  )
  return found.rows
} // prettier-ignore
export async function lockSpeaker(tx: Transaction, eventId: string, id: string): Promise<SpeakerRow | undefined> {
  const found = await sql<SpeakerRow>`
    select ${SPEAKER_COLUMNS} from events.speaker where id = ${id} and event_id = ${eventId} for update`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore
export async function insertSpeaker(tx: Transaction, speaker: Omit<SpeakerRow, 'withdrawnAt'>, by: string): Promise<void> {
  await sql`
    insert into events.speaker (id, event_id, name_hi, name_en, platform, bio_hi, bio_en, agreed_on, agreed_how, added_by, added_at)
    values (${speaker.id}, ${speaker.eventId}, ${speaker.nameHi}, ${speaker.nameEn}, ${speaker.platform}, ${speaker.bioHi},
      ${speaker.bioEn}, ${speaker.agreedOn}, ${speaker.agreedHow}, ${by}, ${tx.now})`.execute(tx.db)
} // prettier-ignore
export async function saveSpeakerRow(tx: Transaction, speaker: Omit<Speaker, 'withdrawnAt'>): Promise<void> {
  await sql`
    update events.speaker set name_hi = ${speaker.nameHi}, name_en = ${speaker.nameEn}, platform = ${speaker.platform},
      bio_hi = ${speaker.bioHi}, bio_en = ${speaker.bioEn}, agreed_on = ${speaker.agreedOn}, agreed_how = ${speaker.agreedHow}
    where id = ${speaker.id}`.execute(tx.db)
}
/** She withdraws: her name leaves every list, and the sessions she was to hold have changed. @returns those sessions */
export async function saveSpeakerWithdrawn(tx: Transaction, id: string): Promise<readonly string[]> {
  await sql`update events.speaker set withdrawn_at = ${tx.now} where id = ${id}`.execute(tx.db)
  const changed = await sql<{ id: string }>`
    update events.session set sequence = sequence + 1, changed_at = ${tx.now}
    where id in (select session_id from events.session_speaker where speaker_id = ${id}) and state = 'planned' returning id`.execute(
    tx.db,
  )
  return changed.rows.map((row) => row.id)
}
