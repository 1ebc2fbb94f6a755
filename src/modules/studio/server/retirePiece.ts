import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { retirePieceSchema, type RetirePiece } from '../domain/piece.ts'
import { insertHappening } from './happeningStore.ts'
import { lockKnownPiece, stateAfter } from './openPiece.ts'
import { saveState } from './pieceStore.ts'
import { mayRetire } from './policy.ts'
import { withdrawPublic } from './renditions/publishPiece.ts'

/** Stands at its public address from then on; the reason itself is the house's. */
const PUBLIC_WORDS = 'अब काम में नहीं · no longer in use'

/**
 * Takes a piece out of use for good, with the reason; its public page becomes a notice, and what was made of it says so to whoever holds it
 * (`studio.pieceRetired`).
 * @throws Refusal forbidden, notFound, badInput, changedMeanwhile
 */
export async function retirePiece(ctx: Context, input: RetirePiece): Promise<{ pieceId: string }> {
  const { command, ...asked } = parse(retirePieceSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.retirePiece', input: asked }, async () => {
      const piece = await lockKnownPiece(tx, asked.pieceId)
      authorise(mayRetire(ctx.actor, piece))
      await saveState(tx, piece.id, stateAfter(piece, 'retired'))
      await insertHappening(tx, piece, 'retired', personId, { words: asked.words })
      await withdrawPublic(tx, piece.id, PUBLIC_WORDS)
      await announce(tx, 'studio.pieceRetired', { pieceId: piece.id })
      record(tx, 'studio.retirePiece', `piece:${piece.id}`, { hash: piece.hash, was: piece.state })
      return { pieceId: piece.id }
    }),
  )
}
