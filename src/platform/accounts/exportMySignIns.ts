import { sql } from 'kysely'
import { requirePerson } from '../access/authorise.ts'
import type { Context } from '../context.ts'

/**
 * How one signs in, for the copy of one's own data: where and since when, whether with a second step, keys for programs. Nothing that opens
 * anything, and nobody else behind the same phone.
 */
export async function exportMySignIns(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  const found = await sql<Record<string, unknown>>`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('device', device_label, 'since', made_at, 'seen', seen_at) order by made_at), '[]')
        from accounts.session where person_id = ${personId}) as "signIns",
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'scopes', scopes, 'made', made_at, 'seen', seen_at, 'ended', revoked_at)
        order by made_at), '[]') from accounts.api_key where person_id = ${personId}) as "apiKeys",
      exists (select from accounts.totp where person_id = ${personId}) as "hasAuthenticator",
      (select count(*)::int from accounts.passkey where person_id = ${personId}) as passkeys`.execute(
    ctx.platform.db,
  )
  return found.rows[0] ?? {}
}
