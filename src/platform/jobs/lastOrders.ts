import { sql } from 'kysely'
import type { Transaction } from '../context.ts'
import type { AnyJob } from './job.ts'

/** How the newest order of a job stands. */
export interface LastOrder {
  readonly data: Readonly<Record<string, unknown>>
  /** Whether the engine still has it in hand, or any other for the same thing: waiting, running, or to be tried again. */
  readonly isUnderWay: boolean
}

/**
 * What a job was last asked to do for some things, by their ids; nothing for those of which the engine knows nothing (any more). A job whose
 * workers died more often than it is repeated is not under way, and what it was to do waits for ever unless somebody asks anew.
 * @param field of the job's data that holds the thing's id
 */
export async function lastOrders(
  tx: Transaction,
  { name }: Pick<AnyJob, 'name'>,
  field: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LastOrder>> {
  const found = await sql<LastOrder & { id: string }>`
    select distinct on (id) id, data, "isUnderWay" from (
      select data->>${field} as id, data, created_on, bool_or(state < 'completed') over (partition by data->>${field}) as "isUnderWay"
      from jobs.job where name = ${name} and data->>${field} = any(${ids}::text[])) as order_of
    order by id, created_on desc`.execute(tx.db)
  return new Map(found.rows.map(({ id, ...order }) => [id, order]))
}
