import { starter } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { beginPieceSchema, type BeginPiece } from '../domain/piece.ts'
import { insertBegun } from './insertBegun.ts'
import { mayBegin } from './policy.ts'

/**
 * Begins a piece from its kind's template, in the organisation's present look. It belongs to the place and wing of the appointment by which she makes
 * it.
 * @throws Refusal forbidden, badInput
 */
export async function beginPiece(ctx: Context, input: BeginPiece): Promise<{ pieceId: string }> {
  const { command, kind, home } = parse(beginPieceSchema, input)
  requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.beginPiece', input: { kind, home } }, async () => {
      authorise(mayBegin(ctx.actor))
      const { pieceId, placeId, wing } = await insertBegun(tx, starter(kind).document, home)
      record(tx, 'studio.beginPiece', `piece:${pieceId}`, { kind, placeId, wing })
      return { pieceId }
    }),
  )
}
