import { starter } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { beginPieceSchema, type BeginPiece } from '../domain/piece.ts'
import { presentKit } from './brandStore.ts'
import { hashOf } from './contentHash.ts'
import { insertHappening } from './happeningStore.ts'
import { insertPiece } from './pieceStore.ts'
import { creating, mayBegin } from './policy.ts'

/**
 * Begins a piece from its kind's template, in the organisation's present look. It belongs to the place and wing of the appointment by which she makes
 * it.
 * @throws Refusal forbidden, badInput
 */
export async function beginPiece(ctx: Context, input: BeginPiece): Promise<{ pieceId: string }> {
  const { command, kind, home } = parse(beginPieceSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.beginPiece', input: { kind, home } }, async () => {
      authorise(mayBegin(ctx.actor))
      const own = creating(ctx.actor)
      const by =
        home === undefined && own.length === 1
          ? own[0]
          : own.find(({ appointmentId }) => appointmentId === home)
      if (!by) throw new Refusal('badInput', { fields: { home: 'studio_home_needed' } })
      const document = { ...starter(kind).document, brand: (await presentKit(tx))?.hash ?? null }
      const piece = { id: uuidv7(ctx.now), document, hash: hashOf(document), version: 0 }
      const { placeId, lft: placeLft, rgt: placeRgt, wing } = by
      await insertPiece(tx, { ...piece, placeId, placeLft, placeRgt, wing, madeBy: personId })
      await insertHappening(tx, piece, 'begun', personId, { document })
      record(tx, 'studio.beginPiece', `piece:${piece.id}`, { kind, placeId, wing })
      return { pieceId: piece.id }
    }),
  )
}
