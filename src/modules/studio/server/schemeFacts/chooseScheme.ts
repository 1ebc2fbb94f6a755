import type { Conflict } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { isTaken, schemeEdits } from '../../domain/schemeChoice.ts'
import { chooseSchemeSchema, type ChooseScheme } from '../../domain/schemeFacts.ts'
import { knownPiece } from '../openPiece.ts'
import { mayEdit } from '../policy.ts'
import { saveEdits } from '../saveEdits.ts'
import { readScheme } from './openScheme.ts'

/**
 * Makes a piece speak of a scheme of the feed, for whoever has no script; the editor makes the same edits by itself. They are merged like any other editor's.
 * @returns what met somebody else's edit of this moment, for its maker to decide
 * @throws Refusal notSignedIn, forbidden, badInput; notFound for a scheme that the feed does not have
 */
export async function chooseScheme(ctx: Context, input: ChooseScheme): Promise<readonly Conflict[]> {
  const { command, pieceId, key } = parse(chooseSchemeSchema, input)
  requirePerson(ctx.actor)
  const asked = await ctx.transaction(async (tx) => {
    const piece = await knownPiece(tx, pieceId)
    authorise(mayEdit(ctx.actor, piece))
    const read = await readScheme(tx, key)
    // Sent again it finds its work done.
    if (isTaken(piece.document, read)) return undefined
    return { basedOn: piece.version, edits: schemeEdits(piece.document, read) }
  })
  return asked ? (await saveEdits(ctx, { command, pieceId, ...asked })).conflicts : []
}
