import type { PieceKind, SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { approvedRows, type ApprovedRow, type Near } from './approvedStore.ts'
import { placedFaults } from '../domain/libraryFaults.ts'
import { hashOf } from './contentHash.ts'
import { libraryStanding } from './libraryStandingStore.ts'

/** A piece whose present bytes two people have approved. */
export interface ApprovedPiece {
  readonly pieceId: string
  /** SHA-256 of the document, 64 hex digits: what a rendition says it was made from. */
  readonly hash: string
  readonly kind: PieceKind
  readonly titleHi: string
  readonly titleEn: string
  readonly document: SceneDocument
  /** Every rendition of it carries the label. */
  readonly synthetic: boolean
  readonly approvedAt: Date
  /** The part of the tree and the wing that it was made for; wing null: every wing. */
  readonly home: { readonly placeId: string; readonly wing: number | null }
}

const shown = ({ placeId, wing, ...piece }: ApprovedRow): ApprovedPiece => ({
  ...piece,
  home: { placeId, wing },
})
/** Bytes that no longer are what was signed, by whatever hand, are approved by nobody. */
const isWhole = ({ document, hash }: ApprovedRow): boolean => hashOf(document) === hash

/** Whatever the library took back since (a medium, a consent) takes the piece back with it, at once. */
async function stillFree(tx: Transaction, rows: readonly ApprovedRow[]): Promise<readonly ApprovedRow[]> {
  const whole = rows.filter(isWhole)
  const standing = await libraryStanding(
    tx,
    whole.map(({ document }) => document),
  )
  return whole.filter(({ document }) => placedFaults(document, standing).length === 0)
}

/**
 * For whoever makes, releases or publishes renditions of it.
 * @param near only one that was made for these parts of the tree and wings, or for what holds them
 * @returns undefined unless the present bytes stand approved by two people
 */
export async function approvedPiece(
  tx: Transaction,
  pieceId: string,
  near?: readonly Near[],
): Promise<ApprovedPiece | undefined> {
  const [piece] = await stillFree(tx, await approvedRows(tx, { pieceId, near, limit: 1 }))
  return piece && shown(piece)
}

export interface ListApproved {
  /** The parts of the tree and wings for which somebody chooses: pieces made for any part of these, or for what holds them. */
  readonly near: readonly Near[]
  readonly kind?: PieceKind | undefined
  /** Rows at most; default 50. */
  readonly limit?: number | undefined
}

/** Pieces that a campaign or channel may choose, the latest approved first. */
export async function listApproved(
  tx: Transaction,
  { near, kind, limit = 50 }: ListApproved,
): Promise<readonly ApprovedPiece[]> {
  return (await stillFree(tx, await approvedRows(tx, { near, kind, limit }))).map(shown)
}
