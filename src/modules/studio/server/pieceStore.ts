import { sql } from 'kysely'
import type { PieceKind, SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import type { Home, PieceState } from '../domain/piece.ts'

/** A piece as verbs decide about it. */
export interface Piece extends Home {
  readonly id: string
  readonly kind: PieceKind
  readonly document: SceneDocument
  /** SHA-256 of the document, 64 hex digits. */
  readonly hash: string
  /** The number of its last edit. */
  readonly version: number
  readonly state: PieceState
  readonly madeBy: string | null
  readonly changedAt: Date
  readonly approvedAt: Date | null
}

export const PIECE_COLUMNS = sql`piece.id, piece.kind, piece.document, encode(piece.hash, 'hex') as hash, piece.version, piece.state,
  piece.place_id as "placeId", piece.place_lft as "placeLft", piece.place_rgt as "placeRgt", piece.wing, piece.made_by as "madeBy",
  piece.changed_at as "changedAt", piece.approved_at as "approvedAt"`
const bytes = (hash: string) => sql`decode(${hash}, 'hex')`

export async function findPiece(tx: Transaction, id: string): Promise<Piece | undefined> {
  return (await sql<Piece>`select ${PIECE_COLUMNS} from studio.piece where id = ${id}`.execute(tx.db)).rows[0]
}
/** The same, held until the transaction ends: edits, signatures and sending follow one another. */
export async function lockPiece(tx: Transaction, id: string): Promise<Piece | undefined> {
  const found = await sql<Piece>`
    select ${PIECE_COLUMNS} from studio.piece where id = ${id} for update`.execute(tx.db)
  return found.rows[0]
}

export interface NewPiece extends Home {
  readonly id: string
  readonly document: SceneDocument
  readonly hash: string
  readonly madeBy: string
}
export async function insertPiece(tx: Transaction, piece: NewPiece): Promise<void> {
  const { document } = piece
  await sql`
    insert into studio.piece (id, kind, title_hi, title_en, document, hash, place_id, place_lft, place_rgt, wing, made_by, made_at, changed_at)
    values (${piece.id}, ${document.kind}, ${document.title.hi}, ${document.title.en}, ${JSON.stringify(document)}::jsonb, ${bytes(piece.hash)},
      ${piece.placeId}, ${piece.placeLft}, ${piece.placeRgt}, ${piece.wing}, ${piece.madeBy}, ${tx.now}, ${tx.now})`.execute(
    tx.db,
  )
}

/** Everybody who began or edited it, as one person where records were merged. */
export async function editorsOf(tx: Transaction, pieceId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select studio.editors_of(${pieceId}) as id`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

export async function saveState(tx: Transaction, id: string, state: PieceState): Promise<void> {
  await sql`
    update studio.piece set state = ${state}, changed_at = ${tx.now},
      sent_at = case when ${state} = 'in_review' then ${tx.now}::timestamptz else sent_at end,
      approved_at = case when ${state} = 'approved' then ${tx.now}::timestamptz else approved_at end,
      retired_at = case when ${state} = 'retired' then ${tx.now}::timestamptz end
    where id = ${id}`.execute(tx.db)
}
