import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { inChoices } from '../../domain/restructure/line.ts'
import { missingInList } from '../../domain/restructure/listColumns.ts'
import { goesBack } from '../../domain/restructure/undo.ts'
import type { RestructureView } from '../../domain/restructure/view.ts'
import { countKinds, whyNot } from './applyRestructure.ts'
import { hasListFile } from './listFileStore.ts'
import { namedAsPlanned } from './namedPlaces.ts'
import { namedPlaces } from './namedPlacesStore.ts'
import { openPlan } from './openPlan.ts'
import { changesMade, linesAt, type KeptPlan } from './planStore.ts'
import { seenPlan, summed } from './seenPlan.ts'
import { viewChange } from './viewChange.ts'
import { viewKept } from './viewUndo.ts'
import { workOut } from './workOut.ts'

/** Lines and changes that a page shows; the file has them all. */
const SHOWN = 100

/**
 * A plan with everything that it would do: which places change and how, who and what goes along, what is wrong with lines, who would be orphaned.
 * Of one that was applied: what it did.
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound
 */
export async function viewRestructure(ctx: Context, restructureId: string): Promise<RestructureView> {
  return ctx.transaction(async (tx) => {
    const plan = await openPlan(tx, restructureId)
    return plan.state === 'planned' ? preview(tx, plan, indianDay(ctx.now)) : asApplied(tx, plan)
  })
}

async function preview(tx: Transaction, plan: KeptPlan, today: string): Promise<RestructureView> {
  const worked = await workOut(tx, plan)
  const missing = plan.list ? missingInList(plan.list.columns) : undefined
  const { changes, faults, places, orphaned } = worked
  const counts = countKinds(worked)
  const faulty = [...faults].sort(([a], [b]) => a - b).slice(0, SHOWN)
  const given = await linesAt(
    tx,
    plan.id,
    faulty.map(([line]) => line),
  )
  const named = (id: string | null | undefined) => namedAsPlanned(id ? places.get(id) : undefined, places)
  return {
    ...plan,
    kept: [],
    keptCount: 0,
    counts,
    goesBack: goesBack(counts),
    changes: changes.slice(0, SHOWN).map((change) => viewChange(change, named)),
    changeCount: changes.length,
    faults: faulty.map(([line, fault]) => ({ line, ...fault, given: inChoices(given.get(line) ?? {}) })),
    faultCount: faults.size,
    ...(await seenPlan(tx, worked)),
    orphaned: orphaned.map(({ placeId, why, standing }) => ({
      place: named(placeId)!,
      why,
      standing: summed(standing),
    })),
    readyOn: worked.readyOn,
    hasFile: plan.list !== null && (await hasListFile(tx, plan.id)),
    missingColumn: missing,
    whyNot: missing ?? whyNot(worked, today),
  }
}

async function asApplied(tx: Transaction, plan: KeptPlan): Promise<RestructureView> {
  const changes = await changesMade(tx, plan.id, SHOWN)
  const known = await namedPlaces(
    tx,
    changes.flatMap(({ placeId, otherId, was, became }) => [placeId, otherId, was.parentId, became.parentId]),
  )
  const named = (id: string | null | undefined) => (id ? (known.get(id) ?? null) : null)
  return {
    ...plan,
    kept: await viewKept(tx, plan.kept.slice(0, SHOWN)),
    keptCount: plan.kept.length,
    changes: changes.map((change) => viewChange(change, named)),
    changeCount: Object.values(plan.counts).reduce((sum, n) => sum + n, 0),
    faults: [],
    faultCount: 0,
    concerned: plan.concerned ?? undefined,
    goesBack: goesBack(plan.counts),
    orphaned: [],
    seen: '',
    hasFile: false,
    missingColumn: undefined,
    readyOn: undefined,
    whyNot: undefined,
  }
}
