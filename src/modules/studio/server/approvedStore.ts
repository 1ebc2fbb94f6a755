import { sql } from 'kysely'
import type { PieceKind, SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'

export interface ApprovedRow {
  readonly pieceId: string
  readonly hash: string
  readonly kind: PieceKind
  readonly titleHi: string
  readonly titleEn: string
  readonly document: SceneDocument
  readonly synthetic: boolean
  readonly approvedAt: Date
  readonly placeId: string
  readonly wing: number | null
}
/** Part of the tree and a wing; null: every wing. */
export interface Near {
  readonly lft: number
  readonly rgt: number
  readonly wing: number | null
}

/** Two signatures are counted anew: two records that turned out to be one person are one. */
export async function approvedRows(
  tx: Transaction,
  which: {
    readonly pieceId?: string
    readonly near?: readonly Near[] | undefined
    readonly kind?: PieceKind | undefined
    readonly limit: number
  },
): Promise<readonly ApprovedRow[]> {
  const near =
    which.near === undefined
      ? sql`true`
      : sql`exists (select from jsonb_to_recordset(${JSON.stringify(which.near)}::jsonb) as near(lft int, rgt int, wing smallint)
          where near.lft <= piece.place_rgt and piece.place_lft <= near.rgt
            and (near.wing is null or piece.wing is null or near.wing = piece.wing))`
  const found = await sql<ApprovedRow>`
    select id as "pieceId", encode(hash, 'hex') as hash, kind, title_hi as "titleHi", title_en as "titleEn", document, synthetic,
      approved_at as "approvedAt", place_id as "placeId", wing
    from studio.piece
    where state = 'approved' and (${which.pieceId ?? null}::uuid is null or id = ${which.pieceId ?? null}::uuid)
      and (${which.kind ?? null}::text is null or kind = ${which.kind ?? null}::text) and ${near}
      and studio.signatures_of(id, hash) >= 2
    order by approved_at desc, id limit ${which.limit}`.execute(tx.db)
  return found.rows
}
