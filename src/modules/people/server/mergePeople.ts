import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  appointmentsAtMerge,
  mayTakeOffices,
  mergeSchema,
  whyNotMerged,
  type MergePeople,
} from '../domain/merge.ts'
import { isKeptApart } from './duplicateStore.ts'
import { lockBoth } from './lockBoth.ts'
import { endAtMerge, giveWay, insertMerge, passOver } from './mergeStore.ts'
import { mayMerge } from './policy.ts'
import { noteSighting } from './sightingStore.ts'

/**
 * Says that two records are one person: one stays, the other gives way to it. Appointments, agreements, cards and history pass over; name,
 * number and booth of the other stay in its own record, which counts nowhere from now on. It can be taken back (`undoMerge`).
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden unless the actor leads both, stands above what both hold and could give what passes over; never for oneself
 * @throws Refusal changedMeanwhile when one of them is set aside, was said to be another person, or would take a vouch with it
 */
export async function mergePeople(ctx: Context, input: MergePeople): Promise<{ mergeId: string }> {
  const { command, ...asked } = parse(mergeSchema, input)
  const { staysId, givesId } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.mergePeople', input: asked }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const [stays, gives] = await lockBoth(tx, staysId, givesId)
      const { pass, end } = appointmentsAtMerge(gives.posts, stays.posts)
      authorise(mayMerge(actor, stays, gives, pass))
      const refused = whyNotMerged(stays.person.state, gives.person.state)
      if (refused) throw new Refusal('changedMeanwhile', { reason: refused })
      if (pass.length > 0 && !mayTakeOffices(stays.person.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_d_keep_vouched' })
      if (await isKeptApart(tx, [staysId, givesId]))
        throw new Refusal('changedMeanwhile', { reason: 'people_d_kept_apart' })
      const ended = await endAtMerge(tx, givesId, staysId, end.map(({ id }) => id)) // prettier-ignore
      const moved = await passOver(tx, givesId, staysId)
      await giveWay(tx, givesId, staysId)
      const givesState = gives.person.state
      const mergeId = await insertMerge(tx, {
        staysId,
        givesId,
        givesState,
        moved,
        ended,
        mergedBy: actor.personId,
      })
      await noteSighting(tx, staysId, actor.personId, 'record')
      await announce(tx, 'people.merged', { mergeId, staysId, givesId })
      record(tx, 'people.mergePeople', `person:${staysId}`, {
        mergeId,
        givesId,
        appointments: pass.map(({ id }) => id),
      })
      return { mergeId }
    }),
  )
}
