import { sql } from 'kysely'
import { MAX_ATTEMPTS } from '../outbox/deliver.ts'
import type { Database } from '../database/pool.ts'

/** How the work behind the pages stands. */
export interface Standing {
  /** Events not delivered yet. */
  readonly waiting: number
  /** Age of the oldest of them, in seconds. */
  readonly oldestSeconds: number
  /** Events given up after MAX_ATTEMPTS: a person must look. */
  readonly parked: number
  readonly jobs: readonly { readonly queue: string; readonly state: string; readonly count: number }[]
}

/** Completed jobs are left out: only what waits, runs, or failed. */
export async function standing(db: Database): Promise<Standing> {
  const outbox = await sql<{ waiting: number; oldest: number; parked: number }>`
    select count(*) filter (where attempts < ${MAX_ATTEMPTS}) as waiting,
      coalesce(extract(epoch from now() - min(at) filter (where attempts < ${MAX_ATTEMPTS})), 0)::float8 as oldest,
      count(*) filter (where attempts >= ${MAX_ATTEMPTS}) as parked
    from outbox.event where delivered_at is null`.execute(db)
  const jobs = await sql<{ queue: string; state: string; count: number }>`
    select name as queue, state::text, count(*) as count from jobs.job
    where state in ('created', 'retry', 'active', 'failed') group by 1, 2 order by 1, 2`.execute(db)
  const { waiting = 0, oldest = 0, parked = 0 } = outbox.rows[0] ?? {}
  return { waiting, oldestSeconds: oldest, parked, jobs: jobs.rows }
}
