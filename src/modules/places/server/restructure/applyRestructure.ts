import { takeTree } from '#platform/access/treeLock.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { asSeenSchema, type AsSeen } from '../../domain/restructure/commands.ts'
import { lockTree } from '../loadStore.ts'
import { openWaiting } from './openPlan.ts'
import { forgetListFile } from './listFileStore.ts'
import { endPlan } from './planStore.ts'
import { authoriseRestructure } from './restructurePolicy.ts'
import { seenPlan } from './seenPlan.ts'
import { workOut, type WorkedOut } from './workOut.ts'
import { writeTree } from './writeTree.ts'

export type ChangeCounts = Readonly<Record<string, number>>

/**
 * Applies a plan: places begin, end, move and change their names, and everything that stands at them follows, in one transaction. Writers that are
 * under way commit first; later ones wait and then find the places of now. What would leave people without a place is refused and changes nothing.
 * It does exactly what was seen (`seen` of viewRestructure), or nothing.
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound; changedMeanwhile once it was applied or discarded, or when the
 *   places or whom it concerns changed since it was seen; badInput before its day, with a faulty line, or when somebody would be orphaned (viewRestructure names the places)
 */
export async function applyRestructure(
  ctx: Context,
  input: AsSeen,
): Promise<{ restructureId: string; counts: ChangeCounts }> {
  const { command, ...asked } = parse(asSeenSchema, input)
  const { restructureId, seen } = asked
  authoriseRestructure(ctx.actor)
  return ctx.transaction(async (tx) => {
    // Before the command's own hold on the tree: two who apply at once would wait for each other.
    await takeTree(tx)
    return once(tx, { id: command, verb: 'places.applyRestructure', input: asked }, async () => {
      const plan = await openWaiting(tx, restructureId)
      await lockTree(tx)
      const worked = await workOut(tx, plan)
      // Under the lock: nothing changes any more between this look and the writing.
      const now = await seenPlan(tx, worked)
      if (now.seen !== seen) throw new Refusal('changedMeanwhile', { reason: 'places_r_changed_since' })
      const refusal = whyNot(worked, indianDay(ctx.now))
      if (refusal) throw new Refusal('badInput', { reason: refusal })
      await writeTree(tx, restructureId, worked)
      const counts = countKinds(worked)
      await endPlan(tx, restructureId, 'applied', counts, now.concerned)
      await forgetListFile(tx, restructureId)
      record(tx, 'places.applyRestructure', `restructure:${restructureId}`, { ...counts })
      await announce(tx, 'places.restructured', { restructureId, counts })
      return { restructureId, counts }
    })
  })
}

/** Why a plan is not applied now; undefined when it may be. @param today in India */
export function whyNot({ faults, changes, orphaned, readyOn }: WorkedOut, today: string): string | undefined {
  if (faults.size > 0) return 'places_r_has_faults'
  if (changes.length === 0 || !readyOn) return 'places_r_nothing'
  if (orphaned.length > 0) return 'places_r_orphans'
  return readyOn > today ? 'places_r_not_yet' : undefined
}

/** How many changes of each kind a plan makes, for its summary and the audit's line. */
export function countKinds({ changes }: Pick<WorkedOut, 'changes'>): ChangeCounts {
  const counts: Record<string, number> = {}
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
