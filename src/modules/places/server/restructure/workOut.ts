import type { Transaction } from '#platform/context.ts'
import type { Plan } from '../../domain/restructure/plan.ts'
import { planRestructure } from '../../domain/restructure/planRestructure.ts'
import { placeId } from '../rajasthan/placeId.ts'
import { linesOf, type KeptPlan } from './planStore.ts'
import { standingAt, standingPlaces, type Standing } from './treeStore.ts'

/** A place that would end or be left empty while somebody stands there, with who and what. */
export interface Orphaned {
  readonly placeId: string
  readonly why: 'closed' | 'emptied'
  readonly standing: readonly Standing[]
}

export interface WorkedOut extends Plan {
  readonly lines: number
  readonly orphaned: readonly Orphaned[]
}

/** What a plan means for the places that stand now. The ids of places that begin are the plan's own: looked at and applied they are the same. */
export async function workOut(tx: Transaction, { id }: Pick<KeptPlan, 'id'>): Promise<WorkedOut> {
  const lines = await linesOf(tx, id)
  const plan = planRestructure(await standingPlaces(tx), lines, (line) =>
    placeId(`restructure/${id}/${line}`),
  )
  const closed = plan.changes.flatMap((change) => (change.kind === 'close' ? [change.placeId] : []))
  const standing = await standingAt(tx, [...closed, ...plan.emptied])
  const byPlace = Map.groupBy(standing, (each) => each.placeId)
  const emptied = new Set(plan.emptied)
  return {
    ...plan,
    lines: lines.length,
    orphaned: [...byPlace].map(([place, stand]) => ({
      placeId: place,
      why: emptied.has(place) ? 'emptied' : 'closed',
      standing: stand,
    })),
  }
}
