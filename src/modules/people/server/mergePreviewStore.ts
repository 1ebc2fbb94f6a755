import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** Of what hangs on a record how much there is, as far as the actor sees it. */
export interface Holdings {
  readonly personId: string
  readonly consents: number
  readonly cards: number
  readonly activities: number
  readonly invitations: number
  readonly decisions: number
  readonly hasVouch: boolean
}

/** What each of two records holds, beside its appointments. */
export async function holdingsOf(
  tx: Transaction,
  ids: readonly [string, string],
): Promise<ReadonlyMap<string, Holdings>> {
  const found = await sql<Holdings>`
    select who.id as "personId",
      (select count(*)::int from people.consent where person_id = who.id and withdrawn_at is null) as consents,
      (select count(*)::int from people.card where person_id = who.id and revoked_at is null) as cards,
      (select count(*)::int from people.activity where person_id = who.id) as activities,
      (select count(*)::int from people.invitation where made_by = who.id and revoked_at is null and expires_at > ${tx.now}) as invitations,
      (select count(*)::int from people.decision where person_id = who.id) as decisions,
      exists (select from people.vouch where person_id = who.id and revoked_at is null) as "hasVouch"
    from people.person who where who.id = any (${ids}::uuid[])`.execute(tx.db)
  return new Map(found.rows.map((row) => [row.personId, row]))
}
