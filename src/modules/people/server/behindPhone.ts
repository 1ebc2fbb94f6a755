import { sql } from 'kysely'
import type { Member } from '#platform/accounts/household.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database/pool.ts'

/** Who of a household may say "that is me" once the phone's code was right, oldest joining first. Those who left are gone. */
export async function behindPhone(
  ctx: Context,
  phoneIndex: Buffer,
  db: Database = ctx.platform.db,
): Promise<readonly Member[]> {
  const found = await sql<{ person_id: string; name: string; state: string }>`
    select person_id, name, state from people.behind_phone(${phoneIndex})`.execute(db)
  return found.rows.map((row) => ({ personId: row.person_id, name: row.name, state: row.state }))
}
