import type { Member } from '#platform/accounts/household.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database/pool.ts'
import { membersBehind } from './behindPhoneStore.ts'

/**
 * Who stands behind a phone, oldest joining first; those who left are gone. Accounts offers who has confirmed it, and whom a coordinator put on
 * a list: she was not typed in by a stranger, and decides once she is in (agree.ts).
 */
export async function behindPhone(
  ctx: Context,
  phoneIndex: Buffer,
  db: Database = ctx.platform.db,
): Promise<readonly Member[]> {
  const found = await membersBehind(db, phoneIndex)
  return found.map(({ personId, name, state, isListed }) => ({
    personId,
    name,
    isProved: state !== 'applied' || isListed,
  }))
}
