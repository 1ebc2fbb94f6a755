import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { SIGNATURES, signPieceSchema, type SignPiece } from '../domain/piece.ts'
import { insertSignature, standingSignatures } from './approvalStore.ts'
import { requireWhole } from './gate.ts'
import { insertHappening } from './happeningStore.ts'
import { lockKnownPiece, requireSeen, stateAfter } from './openPiece.ts'
import { editorsOf, saveState } from './pieceStore.ts'
import { mayApprove } from './policy.ts'

/**
 * One of two people who have not edited a piece signs the checklist under the bytes that she has read. The second makes it approved. The database
 * keeps the same rule for itself (studio.sign_rightly, studio.bind_bytes).
 * @throws Refusal forbidden, notFound, badInput; changedMeanwhile where other bytes stand there, or it is under review no more
 */
export async function signPiece(
  ctx: Context,
  input: SignPiece,
): Promise<{ pieceId: string; isApproved: boolean }> {
  const { command, ...asked } = parse(signPieceSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.signPiece', input: asked }, async () => {
      const piece = await lockKnownPiece(tx, asked.pieceId)
      authorise(mayApprove(ctx.actor, piece, await editorsOf(tx, piece.id)))
      const state = stateAfter(piece, 'approved')
      requireSeen(piece, asked.seen)
      const signed = await standingSignatures(tx, piece.id)
      if (signed.some(({ by }) => by === personId))
        throw new Refusal('changedMeanwhile', { reason: 'studio_signed_already' })
      await requireWhole(tx, piece.document)
      const signatures = await insertSignature(tx, piece, personId, asked.checked)
      const isApproved = signatures >= SIGNATURES
      await insertHappening(tx, piece, 'signed', personId)
      if (isApproved) {
        await saveState(tx, piece.id, state)
        await insertHappening(tx, piece, 'approved', null)
        await announce(tx, 'studio.pieceApproved', { pieceId: piece.id, hash: piece.hash })
      }
      record(tx, 'studio.signPiece', `piece:${piece.id}`, { hash: piece.hash, signatures })
      return { pieceId: piece.id, isApproved }
    }),
  )
}
