import { sql } from 'kysely'
import type { PieceKind } from '#engines/scenes/index.ts'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import type { Tray } from '../domain/list.ts'
import type { PieceState } from '../domain/piece.ts'

export interface ListedPiece {
  readonly id: string
  readonly kind: PieceKind
  readonly titleHi: string
  readonly titleEn: string
  readonly state: PieceState
  readonly synthetic: boolean
  /** The scene that stands for it in a list, and which bytes; null where it has none. */
  readonly cover: string | null
  readonly hash: string
  readonly placeHi: string
  readonly placeEn: string
  readonly wingHi: string | null
  readonly wingEn: string | null
  readonly madeBy: string | null
  readonly changedAt: Date
  readonly signatures: number
  readonly openComments: number
}

/**
 * Within the part of the tree and the wing of one of her appointments. Written out, not joined: PostgreSQL then knows how much of the table that is, and reads a list in the
 * order in which it is shown instead of all of it.
 */
const within = (authorities: readonly Authority[]) =>
  authorities.length === 0
    ? sql`false`
    : sql`(${sql.join(
        authorities.map(({ lft, rgt, wing }) => {
          const there = sql`piece.place_lft >= ${lft}::int and piece.place_rgt <= ${rgt}::int`
          return wing === null ? sql`(${there})` : sql`(${there} and piece.wing = ${wing}::smallint)`
        }),
        sql` or `,
      )})`

export interface Looking {
  readonly personId: string
  readonly seeing: readonly Authority[]
  readonly reviewing: readonly Authority[]
}

const inTray = (tray: Tray, { personId, reviewing }: Looking) => {
  switch (tray) {
    case 'mine':
      return sql`piece.state <> 'retired' and (piece.made_by = ${personId}
        or exists (select from studio.edit where edit.piece_id = piece.id and edit.by_person = ${personId}))`
    case 'review':
      return sql`piece.state = 'in_review' and ${within(reviewing)}
        and ${personId}::uuid not in (select studio.editors_of(piece.id))
        and not exists (select from studio.approval where approval.piece_id = piece.id and voided_at is null and by_person = ${personId})`
    case 'approved':
      return sql`piece.state = 'approved'`
    case 'all':
      return sql`true`
  }
}

/** `after`: the last one of the part before. */
interface Which {
  readonly tray: Tray
  readonly kind?: PieceKind | undefined
  readonly find?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}
/** Pieces in somebody's fields, the latest changed first. */
export const piecesIn = async (
  tx: Transaction,
  looking: Looking,
  which: Which,
): Promise<readonly ListedPiece[]> => (await piecesQuery(looking, which).execute(tx.db)).rows

export function piecesQuery(looking: Looking, { tray, kind, find, after, limit }: Which) {
  const like = find ? `%${find.replace(/[\\%_]/g, '\\$&')}%` : null
  return sql<ListedPiece>`
    select piece.id, piece.kind, piece.title_hi as "titleHi", piece.title_en as "titleEn", piece.state, piece.synthetic,
      (select scene.key from jsonb_each(piece.document -> 'scenes') scene order by (scene.value ->> 'order') collate "C", scene.key collate "C" limit 1) as cover,
      encode(piece.hash, 'hex') as hash, place.name_hi as "placeHi", place.name_en as "placeEn", wing.name_hi as "wingHi", wing.name_en as "wingEn",
      piece.made_by as "madeBy", piece.changed_at as "changedAt",
      (select count(*)::int from studio.approval where approval.piece_id = piece.id and voided_at is null) as signatures,
      (select count(*)::int from studio.comment where comment.piece_id = piece.id and resolved_at is null) as "openComments"
    from studio.piece join places.tree as place on place.id = piece.place_id left join people.wing_name as wing on wing.number = piece.wing
    where ${within(looking.seeing)} and ${inTray(tray, looking)}
      and (${kind ?? null}::text is null or piece.kind = ${kind ?? null}::text)
      and (${like}::text is null or piece.title_hi ilike ${like}::text or piece.title_en ilike ${like}::text)
      and (${after ?? null}::uuid is null or (piece.changed_at, piece.id) < (select changed_at, id from studio.piece where id = ${after ?? null}::uuid))
    order by piece.changed_at desc, piece.id desc limit ${limit}`
}

/** How many wait for her name. */
export async function countReviews(tx: Transaction, looking: Looking): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from studio.piece where ${within(looking.seeing)} and ${inTray('review', looking)}`.execute(
    tx.db,
  )
  return found.rows[0]!.n
}
