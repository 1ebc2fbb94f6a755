import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { MOST_EDITS } from '../domain/piece.ts'
import { editsBetween } from './editStore.ts'
import { knownPiece } from './openPiece.ts'
import { maySee } from './policy.ts'
import type { Saved } from './saveEdits.ts'

/** What was carried out on a piece since a version, for an editor who has it open. @throws Refusal notSignedIn, forbidden, notFound, badInput */
export async function editsAfter(ctx: Context, pieceId: string, after: number): Promise<Saved> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const piece = await knownPiece(tx, pieceId)
    authorise(maySee(ctx.actor, piece))
    const { version, hash, state, document } = piece
    if (!Number.isInteger(after) || after < 0 || after > version)
      throw new Refusal('badInput', { reason: 'studio_version_unknown' })
    const isFar = version - after > 2 * MOST_EDITS
    return {
      version,
      hash,
      state,
      conflicts: [],
      since: isFar ? undefined : await editsBetween(tx, piece.id, after, version),
      document: isFar ? document : undefined,
    }
  })
}
