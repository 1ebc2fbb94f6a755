import { sql } from 'kysely'
import type { Transaction } from '../context.ts'
import type { ApiScope } from './apiScopes.ts'

/** A key as it may be shown: never its token, which nobody has but its holder. */
export interface ApiKeyView {
  readonly id: string
  readonly name: string
  readonly personId: string
  readonly scopes: readonly ApiScope[]
  readonly madeAt: Date
  readonly seenAt: Date | null
}

/** The keys that open something today, newest first. For the command line; a person's own keys stand among her devices. */
export async function listApiKeys(tx: Transaction): Promise<readonly ApiKeyView[]> {
  const found = await sql<ApiKeyView>`
    select id, name, person_id as "personId", scopes, made_at as "madeAt", seen_at as "seenAt" from accounts.api_key
    where revoked_at is null order by made_at desc limit 1000`.execute(tx.db)
  return found.rows
}
