import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { recallsOfBytes, type Bytes, type Recalled } from './kitStore.ts'
import { maySee } from './policy.ts'

/**
 * Which of these bytes were handed to volunteers and recalled, by the piece's id: whoever is about to give them to others again, as a kit or on a channel, is told
 * when and why. She may still do it: a recall can have been for one part, or for a caption.
 * @throws Refusal notSignedIn, forbidden
 */
export async function recalledPieces(ctx: Context, pieces: readonly Bytes[]): Promise<ReadonlyMap<string, Recalled>> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  return ctx.transaction((tx) => recallsOfBytes(tx, pieces))
} // prettier-ignore
