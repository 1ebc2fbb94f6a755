import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'

/** What the house itself tells one person, in both languages. */
export interface Note {
  readonly personId: string
  readonly titleHi: string
  readonly titleEn: string
  readonly wordsHi: string
  readonly wordsEn: string
}

/**
 * Puts a note of the house into one person's inbox, at once and by no other channel: it is about what she did herself, and waits for no gate. Its
 * place is where she stands, and nobody who leads her there reads it (0504). Whoever has left or gave way to another record is found as the
 * one that stays, or not at all.
 * @returns whether there was somebody
 */
export async function putNote(tx: Transaction, note: Note): Promise<boolean> {
  const id = uuidv7(tx.now)
  const said = [note.titleHi, note.titleEn, note.wordsHi, note.wordsEn]
  const written = await sql`
    with reader as (
      select who.id, who.language, who.place_id, who.place_lft, who.wing, place.rgt
      from people.reach who join places.tree place on place.id = who.place_id where who.id = people.stands_for(${note.personId})),
    message as (
      insert into outreach.message (id, place_id, place_lft, place_rgt, wing, audience, channels, title_hi, title_en, words_hi, words_en,
        content_hash, state, made_at, released_at, ends_at, ended_at, is_note)
      select ${id}, place_id, place_lft, rgt, wing, 'members', '{in_app}', ${said[0]}, ${said[1]}, ${said[2]}, ${said[3]},
        sha256(convert_to(${JSON.stringify(said)}, 'UTF8')), 'done', ${tx.now}, ${tx.now}, ${tx.now}::timestamptz + interval '1 day', ${tx.now}, true
      from reader returning id)
    insert into outreach.delivery (id, message_id, person_id, channel, language, place_id, place_lft, wing, state, next_at, accepted_at, changed_at)
    select ${uuidv7(tx.now)}, message.id, reader.id, 'in_app', reader.language, reader.place_id, reader.place_lft, reader.wing, 'delivered',
      ${tx.now}, ${tx.now}, ${tx.now}
    from message cross join reader`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0) > 0
}
