import { sql } from 'kysely'
import type { Member } from '#platform/accounts/household.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database/pool.ts'

/**
 * Who stands behind a phone, oldest joining first; those who left are gone. Accounts offers who has confirmed it, and whom a coordinator put on
 * a list: she was not typed in by a stranger, and decides once she is in (agree.ts).
 */
export async function behindPhone(
  ctx: Context,
  phoneIndex: Buffer,
  db: Database = ctx.platform.db,
): Promise<readonly Member[]> {
  const found = await sql<{ person_id: string; name: string; state: string; listed: boolean }>`
    select person_id, name, state, person_id in (select people.listed_behind_phone(${phoneIndex})) as listed from people.behind_phone(${phoneIndex})`.execute(
    db,
  )
  return found.rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    isProved: row.state !== 'applied' || row.listed,
  }))
}
