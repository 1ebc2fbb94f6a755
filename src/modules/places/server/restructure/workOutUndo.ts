import { indianDay } from '#platform/clock/indianDay.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeptWith } from '../../domain/restructure/kept.ts'
import { planUndo, type UndoPlan } from '../../domain/restructure/undo.ts'
import type { Counted } from '../../domain/restructure/view.ts'
import { changesMade, type KeptPlan } from './planStore.ts'
import { standingPlaces, writtenAt } from './treeStore.ts'
import { changesSince, namedSince } from './undoStore.ts'

/** Changes of one plan at most: its lines, and what went along with merged places. */
export const EVERY = 200_000

export interface UndoWorkedOut extends UndoPlan {
  readonly kept: readonly KeptWith[]
}

/** What taking an applied plan back does to the places that stand now. */
export async function workOutUndo(tx: Transaction, plan: KeptPlan): Promise<UndoWorkedOut> {
  const changes = await changesMade(tx, plan.id, EVERY)
  const standing = await standingPlaces(tx)
  const written = await writtenAt(tx, placesAsked(changes))
  const counted = new Map<string, Counted[]>()
  for (const { placeId, what, n } of written)
    counted.set(placeId, [...(counted.get(placeId) ?? []), { what, n }])
  const worked = planUndo({
    changes,
    later: await changesSince(tx, plan.id),
    standing,
    occupied: new Set(counted.keys()),
    named: await namedSince(tx, plan),
    today: indianDay(tx.now),
  })
  const kept = worked.kept.map((each) => ({
    ...each,
    standing: each.reason === 'stands' ? (counted.get(each.placeId) ?? []) : [],
  }))
  return { ...worked, kept }
}

/** Places that began, and those in which places came to lie: who stands at them decides what goes back. */
const placesAsked = (changes: Awaited<ReturnType<typeof changesMade>>): readonly string[] => [
  ...new Set(
    changes.flatMap(({ kind, placeId, became }) => [
      ...(kind === 'new' || kind === 'split' ? [placeId] : []),
      ...(became.parentId ? [became.parentId] : []),
    ]),
  ),
]

/** Why an applied plan is not taken back; undefined when it may be. */
export function whyNotUndo(plan: KeptPlan, { changes }: Pick<UndoPlan, 'changes'>): string | undefined {
  if (plan.state !== 'applied') return 'places_u_not_applied'
  if (plan.undoneBy) return 'places_u_already'
  return changes.length === 0 ? 'places_u_nothing' : undefined
}
