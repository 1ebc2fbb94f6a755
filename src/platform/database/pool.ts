import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#db/generated/tables.ts'
import { hasOutlivedItsPlan, keepingPlans, type KeptPlans } from './keptPlans.ts'

/** bigint columns are counters and keys below 2^53: numbers are right and pleasant. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Database = Kysely<DB>

export interface OpenDatabase {
  readonly db: Database
  readonly pool: pg.Pool
  close(): Promise<void>
}

const pools = new WeakMap<Database, pg.Pool>()

/** The pool behind a database that openDatabase opened, for counting its connections. */
export function poolOf(db: Database): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('this database has no pool of ours')
  return pool
}

/** Opens a pool on a database. `connections` is this process's share of the server's connections. */
export function openDatabase(url: string, connections = 10): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: 'karyakarta',
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  })
  // The pool replaces a connection that the server drops (restart, failover); without a listener Node would end the process.
  pool.on('error', () => {})
  // The same for a connection that is in use: its query fails, and that is told to the one who asked.
  const plans = keepingPlans()
  pool.on('connect', (client) => {
    client.on('error', () => {})
    attend(client as pg.PoolClient & pg.Client, plans)
  })
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  pools.set(db, pool)
  return { db, pool, close: () => db.destroy() }
}

/** SQLSTATEs with which the server takes its leave of a connection: an administrator's, a crash's, an idle one's. */
const LAST_WORD = /^57P0[125]$/

/**
 * Lets a connection keep its plans, and ends it in the moment in which its server took its leave in answer to a query. Otherwise the pool, which hears only
 * the socket close, would give it to the next who asks, and her query would fail too.
 */
function attend(client: pg.Client, plans: KeptPlans): void {
  const query = client.query.bind(client) as (...asked: readonly unknown[]) => unknown
  const planned = plans.forConnection()
  client.query = ((...asked: readonly unknown[]) => {
    const answer = query(...planned(asked))
    if (!(answer instanceof Promise)) return answer
    return answer.catch((fault: { readonly code?: string; readonly routine?: string }) => {
      if (LAST_WORD.test(fault.code ?? '')) void client.end()
      if (!hasOutlivedItsPlan(fault)) throw fault
      plans.giveUp()
      // A transaction is over with its first fault and is done again as a whole (inTransaction); outside of one nothing has happened yet.
      if (client.getTransactionStatus() !== 'I') throw fault
      return query(...asked)
    })
  }) as typeof client.query
}
