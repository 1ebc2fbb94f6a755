import { sql } from 'kysely'
import { requirePerson } from '../access/authorise.ts'
import type { Context } from '../context.ts'
import type { ApiKeyView } from './listApiKeys.ts'

/** One's own keys that open something today, newest first. @throws Refusal notSignedIn */
export async function listMyApiKeys(ctx: Context): Promise<readonly Omit<ApiKeyView, 'personId'>[]> {
  const { personId } = requirePerson(ctx.actor)
  const found = await sql<Omit<ApiKeyView, 'personId'>>`
    select id, name, scopes, made_at as "madeAt", seen_at as "seenAt" from accounts.api_key
    where person_id = ${personId} and revoked_at is null order by made_at desc, id desc limit 200`.execute(
    ctx.platform.db,
  )
  return found.rows
}
