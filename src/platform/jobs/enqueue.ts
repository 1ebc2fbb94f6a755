import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'
import type { JobDefinition } from './job.ts'

export interface EnqueueOptions {
  /** Not before this moment. */
  readonly after?: Date
}

/**
 * Asks for a job in the same transaction as the change that needs it: rolled back together, committed together.
 * @returns the job's id
 * @throws ZodError when the data is not what the job takes, Error when no migration has made the job's queue
 * @example await enqueue(tx, sendMessage, { messageId })
 */
export async function enqueue<Data extends object>(
  tx: Transaction,
  job: JobDefinition<Data>,
  data: Data,
  options: EnqueueOptions = {},
): Promise<string> {
  const [id] = await enqueueAll(tx, job, [data], options)
  return id!
}

/** The same for many at once, in one statement. */
export async function enqueueAll<Data extends object>(
  tx: Transaction,
  job: JobDefinition<Data>,
  data: readonly Data[],
  options: EnqueueOptions = {},
): Promise<readonly string[]> {
  if (data.length === 0) return []
  const checked = JSON.stringify(data.map((each) => job.schema.parse(each)))
  // pg-boss offers its job table to SQL like this; each job inherits its queue's policy (pg-boss plans.js, insertJobs).
  const made = await sql<{ id: string }>`
    insert into jobs.job (name, data, start_after, keep_until, expire_seconds, deletion_seconds,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select queue.name, given.data, given.start_after, given.start_after + queue.retention_seconds * interval '1 second',
      queue.expire_seconds, queue.deletion_seconds, queue.retry_limit, queue.retry_delay, queue.retry_backoff,
      queue.retry_delay_max, queue.policy, queue.dead_letter, queue.heartbeat_seconds
    from jobs.queue, (
      select data, coalesce(${options.after ?? null}::timestamptz, now()) as start_after
      from jsonb_array_elements(${checked}::jsonb) as data
    ) as given
    where queue.name = ${job.name}
    returning id`.execute(tx.db)
  if (made.rows.length !== data.length)
    throw new Error(`the job ${job.name} has no queue: karyakarta migrate`)
  return made.rows.map(({ id }) => id)
}
