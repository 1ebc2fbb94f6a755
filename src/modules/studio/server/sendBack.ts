import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { sendBackSchema, type SendBack } from '../domain/piece.ts'
import { insertHappening } from './happeningStore.ts'
import { lockKnownPiece, stateAfter } from './openPiece.ts'
import { saveState } from './pieceStore.ts'
import { mayReviewSome } from './policy.ts'
import { voidSignatures } from './voidSignatures.ts'

/**
 * Sends a piece back to its makers with the reason: from review, or after it was approved when something turned out to be wrong. Its signatures are
 * void.
 * @throws Refusal forbidden, notFound, badInput, changedMeanwhile
 */
export async function sendBack(ctx: Context, input: SendBack): Promise<{ pieceId: string }> {
  const { command, ...asked } = parse(sendBackSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.sendBack', input: asked }, async () => {
      const piece = await lockKnownPiece(tx, asked.pieceId)
      authorise(mayReviewSome(ctx.actor, piece))
      const state = stateAfter(piece, 'sent_back')
      await voidSignatures(tx, piece, personId)
      await saveState(tx, piece.id, state)
      await insertHappening(tx, piece, 'sent_back', personId, { words: asked.words })
      record(tx, 'studio.sendBack', `piece:${piece.id}`, { hash: piece.hash })
      return { pieceId: piece.id }
    }),
  )
}
