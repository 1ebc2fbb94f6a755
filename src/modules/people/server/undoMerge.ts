import { signOutPersons } from '#platform/accounts/signOutPersons.ts'
import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isConfirmed, isMember } from '../domain/ladder.ts'
import { stateAfterUndo, undoMergeSchema, type UndoMerge } from '../domain/merge.ts'
import { giveValuesBack, keptStanding } from './keptValueStore.ts'
import { lockBoth } from './lockBoth.ts'
import { lockStanding } from './lockStanding.ts'
import { changedSince, endMerge, findMerge, type ChangedSince } from './mergeStore.ts'
import { handBack } from './passOverStore.ts'
import { mayKeepApart, mayMerge } from './duplicatePolicy.ts'
import { reckonActivityOf } from './reckonActivity.ts'
import { standApart } from './standApart.ts'

/**
 * Takes a merge back: the record that gave way stands again as it did, with what passed over from it. What was changed since stays changed.
 * @returns what that is, so that it can be told
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden to whoever could not have merged the two, or leads nobody where the one goes back to
 * @throws Refusal changedMeanwhile when it was taken back already, or the person has meanwhile left or was set aside
 * @throws Refusal as standApart when the two may not stand side by side as they now are
 */
export async function undoMerge(ctx: Context, input: UndoMerge): Promise<ChangedSince & { givesId: string }> {
  const { command, mergeId } = parse(undoMergeSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.undoMerge', input: { mergeId } }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const merge = await findMerge(tx, mergeId)
      if (!merge) throw new Refusal('notFound', { reason: 'people_d_merge_unknown' })
      if (!merge.stands) throw new Refusal('changedMeanwhile', { reason: 'people_d_merge_undone' })
      const [stays, gives] = await lockBoth(tx, merge.staysId, merge.givesId)
      const back = stays.posts.filter(({ id }) => merge.moved.appointment.includes(id))
      authorise(mayMerge(actor, stays, gives, back))
      const kept = await keptStanding(tx, mergeId)
      if (kept && !isConfirmed(stays.person.state))
        authorise(mayKeepApart(actor, { ...stays.person, ...kept }, gives.person))
      // Locked only now: somebody else may have taken it back in between.
      if (!(await findMerge(tx, mergeId))?.stands)
        throw new Refusal('changedMeanwhile', { reason: 'people_d_merge_undone' })
      if (!isMember(stays.person.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_d_not_undone' })
      const changed = (await changedSince(tx, [mergeId])).get(mergeId)!
      const { staysId, givesId } = merge
      const pair = { mergeId, staysId, givesId }
      const returned = await giveValuesBack(tx, pair, isConfirmed(stays.person.state))
      const { hasBooth } = await lockStanding(tx, staysId)
      await handBack(tx, merge, stateAfterUndo(merge.staysState, stays.person.state, hasBooth))
      await endMerge(tx, mergeId, actor.personId)
      const isNumberBack = returned.includes('phone')
      await standApart(tx, ctx, actor, merge, { isNumberBack, isRecordChanged: changed.isRecordChanged })
      await reckonActivityOf(tx, staysId)
      if (isNumberBack) await signOutPersons(tx, [staysId])
      await announce(tx, 'people.mergeUndone', { mergeId, staysId, givesId })
      record(tx, 'people.undoMerge', `person:${staysId}`, { mergeId, givesId, returned, ...changed })
      return { ...changed, givesId }
    }),
  )
}
