import type { Transaction } from '#platform/context.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { afterHappening, type PieceState } from '../domain/piece.ts'
import { findPiece, lockPiece, type Piece } from './pieceStore.ts'

const unknown = () => new Refusal('notFound', { reason: 'studio_piece_unknown' })

/** @throws Refusal notFound */
export async function knownPiece(tx: Transaction, id: string): Promise<Piece> {
  const piece = isUuid(id) ? await findPiece(tx, id) : undefined
  if (!piece) throw unknown()
  return piece
}
/** The same, held. @throws Refusal notFound */
export async function lockKnownPiece(tx: Transaction, id: string): Promise<Piece> {
  const piece = await lockPiece(tx, id)
  if (!piece) throw unknown()
  return piece
}

/** For rooms above: nobody edits, signs or retires it until this transaction has ended, so that what is decided on it holds when it is heard. */
export async function holdPiece(tx: Transaction, id: string): Promise<void> {
  await lockPiece(tx, id)
}

/** @throws Refusal changedMeanwhile where it cannot happen in the state in which the piece is by now */
export function stateAfter(piece: Piece, happening: Parameters<typeof afterHappening>[1]): PieceState {
  const state = afterHappening(piece.state, happening)
  if (!state)
    throw new Refusal('changedMeanwhile', {
      reason: piece.state === 'retired' ? 'studio_retired' : 'studio_state_moved',
    })
  return state
}

/** What she decides about is what she has read. @throws Refusal changedMeanwhile */
export function requireSeen(piece: Piece, seen: string): void {
  if (piece.hash !== seen) throw new Refusal('changedMeanwhile', { reason: 'studio_changed_since' })
}
