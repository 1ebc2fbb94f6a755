import { putNotes } from '#modules/outreach/server/index.ts'
import { nearestAbove } from '#platform/access/nearestAbove.ts'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { markMovedAway } from './copyStore.ts'
import { noteOf } from './notes.ts'
import { kitsById, leadersAbove } from './officeStore.ts'
import { mayRecall } from './policy.ts'

/**
 * Tells after a restructure what it took from whom: whose place went out of a kit's part of the tree learns why it is gone from her phone, and whoever leads
 * nearest to that kit that it reaches fewer. The kit itself stays out: it was decided by somebody who could (decision 0042).
 * @returns how many people lost one
 */
export async function tellMovedAway(tx: Transaction, restructureId: string): Promise<number> {
  const moved = await markMovedAway(tx, restructureId)
  if (moved.length === 0) return 0
  const ids = [...new Set(moved.map(({ kitId }) => kitId))]
  const kits = new Map((await kitsById(tx, ids)).map((kit) => [kit.id, kit]))
  const leaders = await leadersAbove(tx, ids)
  const told = await putNotes(tx, [
    ...moved.map(({ kitId, personId }) => noteOf(personId, 'moved_away', kits.get(kitId)!)),
    ...[...kits.values()].flatMap((kit) => {
      const above = leaders.filter(({ kitId }) => kitId === kit.id)
      const nearest = nearestAbove(above, { lft: kit.placeLft, rgt: kit.placeRgt }, (actor) => mayRecall(actor, kit))
      return nearest.map((personId) => noteOf(personId, 'reaches_fewer', kit))
    }),
  ])
  record(tx, 'campaigns.tellMovedAway', `restructure:${restructureId}`, { kits: ids.length, people: moved.length, told })
  return moved.length
} // prettier-ignore
