import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Task } from '../domain/task.ts'

/** A task's columns under the names that the room speaks. */
export const TASK_COLUMNS = sql`task.id, task.place_id as "placeId", task.place_lft as "placeLft", task.place_rgt as "placeRgt", task.wing,
  task.title_hi as "titleHi", task.title_en as "titleEn", task.words_hi as "wordsHi", task.words_en as "wordsEn",
  task.due_on::text as "dueOn", task.proof, task.unit, task.confirmer, task.given_by as "givenBy", task.given_at as "givenAt",
  task.ended_at as "endedAt"`

export async function insertTask(tx: Transaction, task: Task): Promise<void> {
  await sql`
    insert into tasks.task (id, place_id, place_lft, place_rgt, wing, title_hi, title_en, words_hi, words_en, due_on, proof, unit,
      confirmer, given_by, given_at)
    values (${task.id}, ${task.placeId}, ${task.placeLft}, ${task.placeRgt}, ${task.wing}, ${task.titleHi}, ${task.titleEn},
      ${task.wordsHi}, ${task.wordsEn}, ${task.dueOn}, ${task.proof}, ${task.unit}, ${task.confirmer}, ${task.givenBy},
      ${task.givenAt})`.execute(tx.db)
}

/** @returns undefined when there is none, or none that this actor may see */
export async function findTask(tx: Transaction, id: string): Promise<Task | undefined> {
  const found = await sql<Task>`select ${TASK_COLUMNS} from tasks.task where id = ${id}`.execute(tx.db)
  return found.rows[0]
}

/** The same, held until the transaction ends, so that two changes follow one another. */
export async function lockTask(tx: Transaction, id: string): Promise<Task | undefined> {
  const locked = await sql<Task>`select ${TASK_COLUMNS} from tasks.task where id = ${id} for update`.execute(
    tx.db,
  )
  // Row-level security locks only what may be changed; what only shows is still found, so that the refusal says why.
  return locked.rows[0] ?? findTask(tx, id)
}

export type Changeable = Pick<Task, 'titleHi' | 'titleEn' | 'wordsHi' | 'wordsEn' | 'dueOn' | 'confirmer'>

export async function saveTask(tx: Transaction, id: string, said: Changeable): Promise<void> {
  await sql`
    update tasks.task set title_hi = ${said.titleHi}, title_en = ${said.titleEn}, words_hi = ${said.wordsHi}, words_en = ${said.wordsEn},
      due_on = ${said.dueOn}, confirmer = ${said.confirmer}
    where id = ${id}`.execute(tx.db)
}

export async function saveEnded(tx: Transaction, id: string): Promise<void> {
  await sql`update tasks.task set ended_at = ${tx.now} where id = ${id}`.execute(tx.db)
}

export type TaskHappening = 'given' | 'changed' | 'ended'

export interface NewTaskChange {
  readonly taskId: string
  readonly what: TaskHappening
  /** What it said before. */
  readonly was?: Partial<Changeable>
  readonly words?: string
  readonly by: string
}

export async function insertTaskChange(
  tx: Transaction,
  { taskId, what, was, words, by }: NewTaskChange,
): Promise<void> {
  await sql`
    insert into tasks.task_change (id, task_id, what, was, words, by_person, at)
    values (${uuidv7(tx.now)}, ${taskId}, ${what}, ${JSON.stringify(was ?? {})}::jsonb, ${words ?? null}, ${by}, ${tx.now})`.execute(
    tx.db,
  )
}

export interface TaskChange {
  readonly what: TaskHappening
  readonly was: Partial<Changeable>
  readonly words: string | null
  readonly by: string | null
  readonly at: Date
}

/** What became of a task, first to last. */
export async function changesOf(tx: Transaction, taskId: string): Promise<readonly TaskChange[]> {
  const found = await sql<TaskChange>`
    select what, was, words, by_person as by, at from tasks.task_change where task_id = ${taskId} order by at, id`.execute(
    tx.db,
  )
  return found.rows
}
