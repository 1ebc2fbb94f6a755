import type { SceneDocument } from '#engines/scenes/index.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { presentKit } from './brandStore.ts'
import { hashOf } from './contentHash.ts'
import { insertHappening } from './happeningStore.ts'
import { insertPiece } from './pieceStore.ts'
import { creating } from './policy.ts'

/**
 * Writes down a piece with which somebody begins, in the organisation's present look. It belongs to the place and wing of the appointment by which she makes it.
 * @param home that appointment; undefined where she has one only
 * @throws Refusal badInput where she has several and names none of them
 */
export async function insertBegun(
  tx: Transaction,
  begun: SceneDocument,
  home: string | undefined,
): Promise<{ readonly pieceId: string; readonly placeId: string; readonly wing: number | null }> {
  const { personId } = requirePerson(tx.actor)
  const own = creating(tx.actor)
  const by =
    home === undefined && own.length === 1 ? own[0] : own.find(({ appointmentId }) => appointmentId === home)
  if (!by) throw new Refusal('badInput', { fields: { home: 'studio_home_needed' } })
  const document = { ...begun, brand: (await presentKit(tx))?.hash ?? null }
  const piece = { id: uuidv7(tx.now), document, hash: hashOf(document), version: 0 }
  const { placeId, lft: placeLft, rgt: placeRgt, wing } = by
  await insertPiece(tx, { ...piece, placeId, placeLft, placeRgt, wing, madeBy: personId })
  await insertHappening(tx, piece, 'begun', personId, { document })
  return { pieceId: piece.id, placeId, wing }
}
