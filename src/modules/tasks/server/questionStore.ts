import { sql, type RawBuilder } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import { keptPlan } from '#platform/database/keptPlans.ts'
import type { Transaction } from '#platform/context.ts'
import type { Answer, Facts, QuestionKind } from '../domain/pattern.ts'

/** A question with the place it stands at. */
export interface Question {
  readonly id: string
  readonly kind: QuestionKind
  readonly placeId: string
  readonly placeLevel: string
  readonly placeHi: string
  readonly placeEn: string
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
  readonly facts: Facts
  readonly people: readonly string[]
  readonly reports: readonly string[]
  readonly raisedAt: Date
  readonly answer: Answer | null
  readonly words: string | null
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
}

const COLUMNS = sql`question.id, question.kind, question.place_id as "placeId", place.level as "placeLevel", place.name_hi as "placeHi",
  place.name_en as "placeEn", question.place_lft as lft, question.place_rgt as rgt, question.wing, question.facts, question.people,
  question.reports, question.raised_at as "raisedAt", question.answer, question.words, question.answered_by as "answeredBy",
  question.answered_at as "answeredAt"`

/** Inside the reader's appointments, and not about herself. */
const asksReader = (reader: readonly Authority[]): RawBuilder<unknown> => sql`
  (select access.actor()) <> all (question.people)
  and exists (select from jsonb_to_recordset(${JSON.stringify(reader.map(({ lft, rgt, wing }) => ({ lft, rgt, wing })))}::jsonb)
      as held(lft int, rgt int, wing smallint)
    where held.lft <= question.place_lft and question.place_rgt <= held.rgt and (held.wing is null or held.wing = question.wing))`

/** Open ones first, then the latest. */
const ORDER = sql`coalesce(question.answer = 'fine', false), -extract(epoch from question.raised_at), question.id`

/** Questions for the reader, from one on. */
export async function questionsFor(
  tx: Transaction,
  reader: readonly Authority[],
  after: string | undefined,
  most: number,
): Promise<readonly Question[]> {
  const found = await sql<Question>`
    select ${COLUMNS} from tasks.question join places.tree as place on place.id = question.place_id
    where ${asksReader(reader)}
      ${after ? sql`and (${ORDER}) > (select ${ORDER} from tasks.question where id = ${after})` : sql``}
    order by ${ORDER} limit ${most}`.execute(tx.db)
  return found.rows
}

/** How many nobody has answered yet. */
export async function countUnanswered(tx: Transaction, reader: readonly Authority[]): Promise<number> {
  const found = await sql<{ count: number }>`
    ${keptPlan} select count(*)::int as count from tasks.question where answer is null and ${asksReader(reader)}`.execute(
    tx.db,
  )
  return found.rows[0]!.count
}

/** Finds and locks a question. @returns undefined when there is none, or none that this actor may see */
export async function lockQuestion(tx: Transaction, id: string): Promise<Question | undefined> {
  const found = await sql<Question>`
    select ${COLUMNS} from tasks.question join places.tree as place on place.id = question.place_id
    where question.id = ${id} for update of question`.execute(tx.db)
  return found.rows[0]
}

export async function saveAnswer(
  tx: Transaction,
  id: string,
  given: { readonly answer: Answer; readonly words: string; readonly by: string },
): Promise<void> {
  await sql`
    update tasks.question set answer = ${given.answer}, words = ${given.words}, answered_by = ${given.by}, answered_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}

/** Somebody whom a question concerns, as far as the asker sees her. */
export interface ConcernedPerson {
  readonly id: string
  readonly nameHi: string
  readonly nameEn: string
}

export async function peopleConcerned(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ConcernedPerson>> {
  const found = await sql<ConcernedPerson>`
    select id, name_hi as "nameHi", name_en as "nameEn" from people.named where id = any (${[...new Set(ids)]}::uuid[])`.execute(
    tx.db,
  )
  return new Map(found.rows.map((person) => [person.id, person]))
}
