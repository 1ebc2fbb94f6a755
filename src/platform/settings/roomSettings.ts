import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database } from '../database/pool.ts'
import type { Transaction } from '../database/transaction.ts'

/** Reads a room's own settings; what was never set has its schema's defaults. @param key the room's name */
export async function readRoomSettings<Schema extends z.ZodType>(
  db: Database,
  key: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const found = await sql<{
    value: unknown
  }>`select value from platform.setting where key = ${`room.${key}`}`.execute(db)
  return schema.parse(found.rows[0]?.value ?? {})
}

/** Saves a room's settings as a whole; the verb that does so records it. */
export async function saveRoomSettings(tx: Transaction, key: string, value: object): Promise<void> {
  await sql`
    insert into platform.setting (key, value, changed_at) values (${`room.${key}`}, ${JSON.stringify(value)}::jsonb, ${tx.now})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx.db)
}
