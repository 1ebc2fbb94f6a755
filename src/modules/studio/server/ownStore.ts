import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/** What one person did in the studio, under records that gave way to hers too. Edits are counted by piece: what they changed stands in the piece. */
export async function ownPieces(tx: Transaction, personId: string): Promise<Record<string, unknown>> {
  const hers = sql`= any (array(select id from hers))`
  const found = await sql<Record<string, unknown>>`
    with hers as materialized (select ${personId}::uuid as id union select gone.person_id from people.merged_with(array[${personId}::uuid]) gone)
    select
      (select coalesce(jsonb_agg(jsonb_build_object('title', title_hi, 'kind', kind, 'state', state, 'madeAt', made_at) order by made_at), '[]')
        from studio.piece where made_by ${hers}) as "piecesBegun",
      (select coalesce(jsonb_agg(jsonb_build_object('title', title_hi, 'edits', n, 'first', first, 'last', last) order by first), '[]')
        from (select piece_id, count(*) as n, min(at) as first, max(at) as last from studio.edit where by_person ${hers} group by 1) as mine
        join studio.piece on piece.id = piece_id) as "piecesEdited",
      (select coalesce(jsonb_agg(jsonb_build_object('what', what, 'words', words, 'at', at) order by nth), '[]')
        from studio.happening where by_person ${hers}) as "piecesDecided",
      (select coalesce(jsonb_agg(jsonb_build_object('title', title_hi, 'at', a.at, 'voidedAt', voided_at) order by a.at), '[]')
        from studio.approval a join studio.piece on piece.id = a.piece_id where by_person ${hers}) as "piecesSigned",
      (select coalesce(jsonb_agg(jsonb_build_object('words', words, 'at', at, 'resolvedAt', resolved_at) order by at), '[]')
        from studio.comment where by_person ${hers} or resolved_by ${hers}) as "pieceComments",
      (select coalesce(jsonb_agg(jsonb_build_object('at', chosen_at) order by chosen_at), '[]')
        from studio.brand_kit where chosen_by ${hers}) as "looksChosen"`.execute(tx.db)
  return found.rows[0]!
}
