import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { asJson } from '#platform/database/asJson.ts'
import type { Line } from './adapters/conversation.ts'
import type { KeptTarget } from './targetStore.ts'

/** Writes down what was asked and answered, in one statement. */
export async function insertAttempts(
  tx: Transaction,
  { id, attempt }: Pick<KeptTarget, 'id' | 'attempt'>,
  lines: readonly Line[],
): Promise<void> {
  if (lines.length === 0) return
  await sql`
    insert into channels.attempt (target_id, attempt, at, step, asked, status, answered, milliseconds)
    select ${id}, ${attempt}, ${tx.now}, step, asked, status, answered, milliseconds
    from jsonb_to_recordset(${asJson(lines)}::jsonb) as line(step text, asked text, status smallint, answered text, milliseconds integer)`.execute(
    tx.db,
  )
}

export interface Attempt extends Line {
  readonly attempt: number
  readonly at: Date
}
/** What was asked of the platform and what it answered, the newest first. */
export async function attemptsOf(tx: Transaction, id: string): Promise<readonly Attempt[]> {
  const found = await sql<Attempt>`
    select attempt, at, step, asked, status, answered, milliseconds from channels.attempt where target_id = ${id} order by id desc limit 100`.execute(
    tx.db,
  )
  return found.rows
}
