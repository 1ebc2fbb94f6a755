import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { asJson } from '#platform/database/asJson.ts'

/** What the house itself tells one person, in both languages. */
export interface Note {
  readonly personId: string
  readonly titleHi: string
  readonly titleEn: string
  readonly wordsHi: string
  readonly wordsEn: string
  /**
   * Until when it is worth a ring: then it goes out as a notification too, where its reader agreed to those, through the gate like everything that rings.
   * Left out: the inbox alone.
   */
  readonly ringsUntil?: Date
}

/**
 * Puts notes of the house into people's inboxes, at once, in one statement: each is about what its reader did herself, and waits for no gate; only
 * one that rings does. Its place is where she stands, and nobody who leads her there reads it (0504). Whoever has left or gave way to another
 * record is found as the one that stays, or not at all.
 * @returns how many found their reader
 */
export async function putNotes(tx: Transaction, notes: readonly Note[]): Promise<number> {
  if (notes.length === 0) return 0
  const given = notes.map((note) => ({ ...note, id: uuidv7(tx.now), delivery: uuidv7(tx.now) }))
  const written = await sql`
    with given as (
      select * from jsonb_to_recordset(${asJson(given)}::jsonb)
        as note(id uuid, delivery uuid, "personId" uuid, "titleHi" text, "titleEn" text, "wordsHi" text, "wordsEn" text, "ringsUntil" timestamptz)),
    reader as (
      select given.*, who.id as person_id, who.language, who.place_id, who.place_lft, who.wing, place.rgt,
        "ringsUntil" is not null and who.agrees_push and exists (select from outreach.device where device.person_id = who.id) as rings
      from given join people.reach who on who.id = people.stands_for(given."personId") join places.tree place on place.id = who.place_id),
    message as (
      insert into outreach.message (id, place_id, place_lft, place_rgt, wing, audience, channels, title_hi, title_en, words_hi, words_en,
        content_hash, state, made_at, released_at, ends_at, ended_at, is_note)
      select id, place_id, place_lft, rgt, wing, 'members', case when rings then '{in_app,push}' else '{in_app}' end::text[], "titleHi", "titleEn", "wordsHi", "wordsEn",
        sha256(convert_to(jsonb_build_array("titleHi", "titleEn", "wordsHi", "wordsEn")::text, 'UTF8')),
        case when rings then 'running' else 'done' end, ${tx.now}, ${tx.now}, coalesce("ringsUntil", ${tx.now}::timestamptz + interval '1 day'),
        case when rings then null else ${tx.now}::timestamptz end, true
      from reader returning id)
    , ringing as (
      insert into outreach.delivery (id, message_id, person_id, channel, language, place_id, place_lft, wing, next_at, changed_at)
      select gen_random_uuid(), message.id, reader.person_id, 'push', reader.language, reader.place_id, reader.place_lft, reader.wing, ${tx.now}, ${tx.now}
      from message join reader on reader.id = message.id where reader.rings)
    insert into outreach.delivery (id, message_id, person_id, channel, language, place_id, place_lft, wing, state, next_at, accepted_at, changed_at)
    select reader.delivery, message.id, reader.person_id, 'in_app', reader.language, reader.place_id, reader.place_lft, reader.wing, 'delivered',
      ${tx.now}, ${tx.now}, ${tx.now}
    from message join reader on reader.id = message.id`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0)
}

/** One note. @returns whether there was somebody */
export const putNote = async (tx: Transaction, note: Note): Promise<boolean> =>
  (await putNotes(tx, [note])) > 0
