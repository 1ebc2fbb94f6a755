import type { Context, Transaction } from '#platform/context.ts'
import type { KeptWith } from '../../domain/restructure/kept.ts'
import type { KeptView, UndoView } from '../../domain/restructure/view.ts'
import { countKinds } from './applyRestructure.ts'
import { namedAsPlanned } from './namedPlaces.ts'
import { namedPlaces } from './namedPlacesStore.ts'
import { openPlan } from './openPlan.ts'
import { seenUndo } from './seenPlan.ts'
import { viewChange } from './viewChange.ts'
import { whyNotUndo, workOutUndo } from './workOutUndo.ts'

/** Changes and kept places that a page shows; the file has them all. */
const SHOWN = 100

/** What taking an applied plan back would do, and what it would keep and why. @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound */
export async function viewUndo(ctx: Context, restructureId: string): Promise<UndoView> {
  return ctx.transaction(async (tx) => {
    const plan = await openPlan(tx, restructureId)
    const worked = await workOutUndo(tx, plan)
    const whyNot = whyNotUndo(plan, worked)
    const { id, name, state, madeAt, appliedAt, lines, undoes, undoneBy } = plan
    const named = (place: string | null | undefined) =>
      namedAsPlanned(place ? worked.places.get(place) : undefined, worked.places)
    return {
      plan: { id, name, state, madeAt, appliedAt, lines, undoes, undoneBy },
      counts: countKinds(worked),
      changes: worked.changes.slice(0, SHOWN).map((change) => viewChange(change, named)),
      changeCount: worked.changes.length,
      kept: await viewKept(tx, worked.kept.slice(0, SHOWN)),
      keptCount: worked.kept.length,
      seen: seenUndo(worked),
      whyNot,
    }
  })
}

/** What an undo keeps, with its places as they are called now. */
export async function viewKept(tx: Transaction, kept: readonly KeptWith[]): Promise<readonly KeptView[]> {
  const known = await namedPlaces(
    tx,
    kept.map(({ placeId }) => placeId),
  )
  return kept.flatMap(({ placeId, ...each }) => {
    const place = known.get(placeId)
    return place ? [{ ...each, place }] : []
  })
}
