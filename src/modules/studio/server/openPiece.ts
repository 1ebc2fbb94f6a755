import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { afterHappening, type PieceState } from '../domain/piece.ts'
import { findPiece, lockPiece, type Piece } from './pieceStore.ts'

const UNKNOWN = 'studio_piece_unknown'

/** @throws Refusal notFound */
export async function knownPiece(tx: Transaction, id: string): Promise<Piece> {
  return lookUp(id, (known) => findPiece(tx, known), UNKNOWN)
}
/** The same, held. @throws Refusal notFound */
export async function lockKnownPiece(tx: Transaction, id: string): Promise<Piece> {
  const piece = await lockPiece(tx, id)
  if (!piece) throw new Refusal('notFound', { reason: UNKNOWN })
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
