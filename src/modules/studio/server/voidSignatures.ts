import type { Transaction } from '#platform/context.ts'
import { announce } from '#platform/outbox/announce.ts'
import { standingSignatures } from './approvalStore.ts'
import { insertHappening } from './happeningStore.ts'
import type { Piece } from './pieceStore.ts'

/**
 * Says what becomes of signatures when a piece is a draft again; the database makes them void with the piece's row (studio.bind_bytes). Before that
 * row is written.
 */
export async function voidSignatures(tx: Transaction, piece: Piece, by: string): Promise<void> {
  if (piece.state === 'draft') return
  const standing = await standingSignatures(tx, piece.id)
  if (standing.length === 0) return
  await insertHappening(tx, piece, 'voided', by)
  await announce(tx, 'studio.approvalVoided', { pieceId: piece.id, hash: piece.hash })
}
