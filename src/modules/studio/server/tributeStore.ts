import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { TributeDay } from '../domain/tributes.ts'

/** Tributes that name their day (`MM-DD`) and are not retired, with where they belong. */
export async function tributesOf(
  tx: Transaction,
): Promise<readonly (Omit<TributeDay, 'on'> & { readonly day: string })[]> {
  const found = await sql<Omit<TributeDay, 'on'> & { day: string }>`
    select id as "pieceId", title_hi as "titleHi", title_en as "titleEn", state = 'approved' as "isApproved", document -> 'tribute' ->> 'day' as day,
      place_id as "placeId", wing
    from studio.piece where kind = 'tribute' and state <> 'retired' and document -> 'tribute' ->> 'day' is not null`.execute(
    tx.db,
  )
  return found.rows
}
