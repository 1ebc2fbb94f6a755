import { Refusal } from './catalogue.ts'
import { requireId } from './requireId.ts'

/**
 * What stands under an id that came from outside.
 * @param find is asked only where it is an id at all
 * @param reason the words' id of what is not here; without it, of no more than that nothing is
 * @throws Refusal notFound
 * @example await lookUp(pieceId, (id) => findPiece(tx, id), 'studio_piece_unknown')
 */
export async function lookUp<Found>(
  id: unknown,
  find: (id: string) => Promise<Found | undefined>,
  reason?: string,
): Promise<Found> {
  requireId(id, reason)
  const found = await find(id)
  if (found === undefined) throw new Refusal('notFound', reason ? { reason } : {})
  return found
}
