import { takeTree } from '#platform/access/treeLock.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { asSeenSchema, type AsSeen } from '../../domain/restructure/commands.ts'
import { lockTree } from '../loadStore.ts'
import { countKinds, type ChangeCounts } from './applyRestructure.ts'
import { openPlan } from './openPlan.ts'
import { authoriseRestructure } from './restructurePolicy.ts'
import { seenUndo } from './seenPlan.ts'
import { insertUndo } from './undoStore.ts'
import { whyNotUndo, workOutUndo } from './workOutUndo.ts'
import { writeTree } from './writeTree.ts'

/**
 * Takes an applied plan or list of booths back, all that can be, in one transaction: the undo is a dated plan of its own, so that history tells
 * both. What was changed since, or where somebody stands by now, is kept and noted with the reason (viewUndo tells before).
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden, notFound; changedMeanwhile when it was taken back already, or
 *   when anything of what was seen (`seen` of viewUndo) is otherwise by now; badInput when it was never
 *   applied or nothing of it can go back
 */
export async function undoRestructure(
  ctx: Context,
  input: AsSeen,
): Promise<{ restructureId: string; counts: ChangeCounts; kept: number }> {
  const { command, ...asked } = parse(asSeenSchema, input)
  const { restructureId, seen } = asked
  authoriseRestructure(ctx.actor)
  return ctx.transaction(async (tx) => {
    // Before the command's own hold on the tree, as applyRestructure does.
    await takeTree(tx)
    return once(tx, { id: command, verb: 'places.undoRestructure', input: asked }, async () => {
      const plan = await openPlan(tx, restructureId, true)
      await lockTree(tx)
      const worked = await workOutUndo(tx, plan)
      const refusal = whyNotUndo(plan, worked)
      if (refusal === 'places_u_already') throw new Refusal('changedMeanwhile', { reason: refusal })
      if (seenUndo(worked) !== seen)
        throw new Refusal('changedMeanwhile', { reason: 'places_r_changed_since' })
      if (refusal) throw new Refusal('badInput', { reason: refusal })
      const id = uuidv7(ctx.now)
      const counts = countKinds(worked)
      await insertUndo(tx, { id, of: plan, counts, kept: worked.kept })
      await writeTree(tx, id, worked)
      record(tx, 'places.undoRestructure', `restructure:${restructureId}`, {
        by: id,
        ...counts,
        kept: worked.kept.length,
      })
      await announce(tx, 'places.restructured', { restructureId: id, counts })
      return { restructureId: id, counts, kept: worked.kept.length }
    })
  })
}
