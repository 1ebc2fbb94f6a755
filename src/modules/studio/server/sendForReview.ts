import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { sendForReviewSchema, type SendForReview } from '../domain/piece.ts'
import { requireWhole } from './gate.ts'
import { insertHappening } from './happeningStore.ts'
import { lockKnownPiece, requireSeen, stateAfter } from './openPiece.ts'
import { saveState } from './pieceStore.ts'
import { mayEdit } from './policy.ts'

/**
 * Asks two others to read a piece. Only one that lacks nothing goes: the gate names each shortcoming and where it is.
 * @throws Refusal forbidden, notFound, badInput, changedMeanwhile
 */
export async function sendForReview(ctx: Context, input: SendForReview): Promise<{ pieceId: string }> {
  const { command, ...asked } = parse(sendForReviewSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.sendForReview', input: asked }, async () => {
      const piece = await lockKnownPiece(tx, asked.pieceId)
      authorise(mayEdit(ctx.actor, piece))
      const state = stateAfter(piece, 'sent')
      requireSeen(piece, asked.seen)
      await requireWhole(tx, piece.document)
      await saveState(tx, piece.id, state)
      await insertHappening(tx, piece, 'sent', personId, { document: piece.document })
      record(tx, 'studio.sendForReview', `piece:${piece.id}`, { hash: piece.hash })
      return { pieceId: piece.id }
    }),
  )
}
