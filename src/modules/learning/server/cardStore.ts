import { sql } from 'kysely'
import type { Grade } from '#engines/recall/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { RecallCard } from '../domain/content.ts'

/**
 * Makes a lesson's recall cards those of the version that comes into force: a card that stays keeps its id, so that nobody begins it anew; one that is
 * gone is retired.
 * @param reopened keys of the cards that taught a fact which has changed: due again for everybody
 */
export async function saveCards(
  tx: Transaction,
  lessonId: string,
  cards: readonly RecallCard[],
  reopened: readonly string[] = [],
): Promise<void> {
  const rows = cards.map(({ key, front, back }, position) => ({
    id: uuidv7(tx.now),
    key,
    position,
    frontHi: front.hi,
    frontEn: front.en,
    backHi: back.hi,
    backEn: back.en,
  }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given("id" uuid, "key" text, "position" int, "frontHi" text,
        "frontEn" text, "backHi" text, "backEn" text)),
    gone as (
      update learning.card set retired_at = ${tx.now}::timestamptz
      where lesson_id = ${lessonId} and retired_at is null and key not in (select "key" from given))
    insert into learning.card as known (id, lesson_id, key, position, front_hi, front_en, back_hi, back_en)
    select "id", ${lessonId}::uuid, "key", "position", "frontHi", "frontEn", "backHi", "backEn" from given
    on conflict (lesson_id, key) do update set position = excluded.position, front_hi = excluded.front_hi, front_en = excluded.front_en,
      back_hi = excluded.back_hi, back_en = excluded.back_en, retired_at = null,
      reopened_at = case when known.key = any (${reopened}::text[]) then ${tx.now}::timestamptz else known.reopened_at end`.execute(
    tx.db,
  )
}

/** All cards of shipped lessons at once; each lesson is new. */
export async function insertShippedCards(
  tx: Transaction,
  cards: readonly (RecallCard & { readonly lessonId: string; readonly position: number })[],
): Promise<void> {
  if (cards.length === 0) return
  const rows = cards.map((card) => ({ ...card, id: uuidv7(tx.now) }))
  await sql`
    insert into learning.card (id, lesson_id, key, position, front_hi, front_en, back_hi, back_en)
    select "id", "lessonId", "key", "position", "front" ->> 'hi', "front" ->> 'en', "back" ->> 'hi', "back" ->> 'en'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given("id" uuid, "lessonId" uuid, "key" text, "position" int, "front" jsonb,
      "back" jsonb)`.execute(tx.db)
}

/** No version of this lesson is in force any more: nobody is asked about it. */
export async function retireCards(tx: Transaction, lessonId: string): Promise<void> {
  await sql`update learning.card set retired_at = ${tx.now} where lesson_id = ${lessonId} and retired_at is null`.execute(
    tx.db,
  )
}

/** A card of somebody's, with all her turns of it. */
export interface TurnedCard {
  readonly id: string
  readonly frontHi: string
  readonly frontEn: string
  readonly backHi: string
  readonly backEn: string
  readonly lessonId: string
  readonly learntAt: Date
  readonly reopenedAt: Date | null
  /** Milliseconds since 1970, grade, id; in no order. */
  readonly turns: readonly (readonly [at: number, grade: Grade, id: string])[]
}

/** The cards of the lessons that somebody has passed, with her turns: one statement, however many. */
export async function turnedCards(tx: Transaction, personId: string): Promise<readonly TurnedCard[]> {
  const found = await sql<TurnedCard>`
    with passed as (
      select lesson_id, min(at) as at from learning.pass where person_id = ${personId} group by lesson_id),
    turned as (
      select card_id, jsonb_agg(jsonb_build_array((extract(epoch from made_at) * 1000)::bigint, grade, id)) as turns
      from learning.recall where person_id = ${personId} group by card_id)
    select card.id, card.front_hi as "frontHi", card.front_en as "frontEn", card.back_hi as "backHi", card.back_en as "backEn",
      card.lesson_id as "lessonId", passed.at as "learntAt", card.reopened_at as "reopenedAt", coalesce(turned.turns, '[]') as turns
    from passed join learning.card on card.lesson_id = passed.lesson_id and card.retired_at is null
    left join turned on turned.card_id = card.id
    order by passed.at, card.position, card.id`.execute(tx.db)
  return found.rows
}

/** Whether a card is one of somebody's: of a lesson that she has passed, in use or retired since. */
export async function isOwnCard(
  tx: Transaction,
  personId: string,
  cardId: string,
): Promise<Date | undefined> {
  const found = await sql<{ at: Date }>`
    select min(pass.at) as at from learning.card join learning.pass on pass.lesson_id = card.lesson_id
    where card.id = ${cardId} and pass.person_id = ${personId} having count(*) > 0`.execute(tx.db)
  return found.rows[0]?.at
}

export interface NewTurn {
  readonly id: string
  readonly personId: string
  readonly cardId: string
  readonly grade: Grade
  readonly madeAt: Date
  readonly clockDoubted: boolean
}
export async function insertTurn(tx: Transaction, turn: NewTurn): Promise<void> {
  await sql`
    insert into learning.recall (id, person_id, card_id, grade, made_at, arrived_at, clock_doubted)
    values (${turn.id}, ${turn.personId}, ${turn.cardId}, ${turn.grade}, ${turn.madeAt}, ${tx.now}, ${turn.clockDoubted})
    on conflict (id) do nothing`.execute(tx.db)
}
