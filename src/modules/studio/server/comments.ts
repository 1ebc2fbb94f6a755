import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import {
  addCommentSchema,
  settleCommentSchema,
  type AddComment,
  type SettleComment,
} from '../domain/piece.ts'
import { insertComment, saveResolved } from './commentStore.ts'
import { knownPiece } from './openPiece.ts'
import { mayComment } from './policy.ts'

/** Says something about a scene, or about the whole piece. A comment changes no byte, so no signature falls by it. @throws Refusal forbidden, notFound, badInput */
export async function addComment(ctx: Context, input: AddComment): Promise<{ commentId: string }> {
  const { command, ...asked } = parse(addCommentSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.addComment', input: asked }, async () => {
      const piece = await knownPiece(tx, asked.pieceId)
      authorise(mayComment(ctx.actor, piece))
      if (asked.scene !== undefined && !Object.hasOwn(piece.document.scenes, asked.scene))
        throw new Refusal('badInput', { reason: 'studio_scene_unknown' })
      const id = uuidv7(ctx.now)
      await insertComment(tx, piece.id, {
        id,
        scene: asked.scene,
        words: asked.words,
        version: piece.version,
        by: personId,
      })
      record(tx, 'studio.addComment', `piece:${piece.id}`, { commentId: id })
      return { commentId: id }
    }),
  )
}

/** Marks a comment as settled, or opens it again. @throws Refusal forbidden, notFound */
export async function settleComment(ctx: Context, input: SettleComment): Promise<{ commentId: string }> {
  const { command, ...asked } = parse(settleCommentSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.settleComment', input: asked }, async () => {
      const { commentId } = asked
      const piece = await knownPiece(tx, asked.pieceId)
      authorise(mayComment(ctx.actor, piece))
      if (!(await saveResolved(tx, piece.id, commentId, asked.resolved ? personId : null)))
        throw new Refusal('notFound', { reason: 'studio_comment_unknown' })
      record(tx, 'studio.settleComment', `piece:${piece.id}`, { commentId, resolved: asked.resolved })
      return { commentId }
    }),
  )
}
