import { sql } from 'kysely'
import { record } from '../audit/append.ts'
import type { Database } from '../database/pool.ts'
import type { Transaction } from '../database/transaction.ts'

/** Says in the data itself, and so in every backup of it, that its people were generated. Only the generator calls it. */
export async function markMadeUp(tx: Transaction): Promise<void> {
  await sql`insert into platform.setting (key, value, changed_at) values ('made_up', 'true', ${tx.now})`.execute(
    tx.db,
  )
  record(tx, 'platform.markMadeUp', 'setting:made_up', {})
}

/** Whether nobody in this database is real. A restored backup of an organisation is not to be shown with sign-in links for everybody. */
export async function isMadeUp(db: Database): Promise<boolean> {
  const found = await sql`select from platform.setting where key = 'made_up'`.execute(db)
  return found.rows.length > 0
}
