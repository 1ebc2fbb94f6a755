import { signOutPersons } from '#platform/accounts/signOutPersons.ts'
import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { hasAuthority } from '../domain/appointment.ts'
import {
  appointmentsAtMerge,
  mayTakeOffices,
  mergeSchema,
  stateAtPlace,
  whyNotMerged,
  whyNotTaken,
  type MergePeople,
  type TakenValue,
} from '../domain/merge.ts'
import { isKeptApart } from './duplicateStore.ts'
import { keepAnAdmin } from './keepAnAdmin.ts'
import { takeValues } from './keptValueStore.ts'
import { lockBoth } from './lockBoth.ts'
import { insertMerge } from './mergeStore.ts'
import { endAtMerge, giveWay, passHands, passOver } from './passOverStore.ts'
import { isNameTakenBehindPhone } from './householdStore.ts'
import { mayMerge, mayTakeNumber } from './duplicatePolicy.ts'
import { reckonActivityOf } from './reckonActivity.ts'
import { phoneSharedOf } from './sharingStore.ts'
import { noteSighting } from './sightingStore.ts'

/**
 * Says that two records are one person: one stays, the other gives way to it. What hangs on the other and what its person did passes over;
 * its name, number and booth stay in its own row, which counts nowhere and signs in nobody from now on. Where the other's value is chosen,
 * the one that stood there before is kept as well. It can be taken back (`undoMerge`).
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden unless the actor leads both, stands above what both hold and could give what passes over; never for oneself, nor
 *   with a number that the actor answers too
 * @throws Refusal changedMeanwhile when one of them is set aside, was said to be another person, is further up the ladder than the one that
 *   would stay, or has a value that cannot be taken
 */
export async function mergePeople(ctx: Context, input: MergePeople): Promise<{ mergeId: string }> {
  const { command, ...asked } = parse(mergeSchema, input)
  const { staysId, givesId, taken } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.mergePeople', input: asked }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const [stays, gives] = await lockBoth(tx, staysId, givesId)
      const { pass, end } = appointmentsAtMerge(gives.posts, stays.posts, ctx.now)
      authorise(mayMerge(actor, stays, gives, pass))
      if (taken.includes('phone')) authorise(mayTakeNumber(await phoneSharedOf(tx, givesId)))
      const holdsOffice = [...stays.posts, ...pass].some(({ role }) => hasAuthority(role))
      const refused =
        whyNotMerged(stays.person.state, gives.person.state) ??
        taken.map((value) => whyNotTaken(value, stays.person, gives.person, holdsOffice)).find(Boolean)
      if (refused) throw new Refusal('changedMeanwhile', { reason: refused })
      if (pass.length > 0 && !mayTakeOffices(stays.person.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_d_keep_vouched' })
      if (await isKeptApart(tx, [staysId, givesId]))
        throw new Refusal('changedMeanwhile', { reason: 'people_d_kept_apart' })
      await keepAnAdmin(tx, gives.posts)
      const ended = await endAtMerge(tx, givesId, staysId, end.map(({ id }) => id)) // prettier-ignore
      const moved = await passOver(tx, givesId, staysId)
      const hands = await passHands(tx, givesId, staysId)
      await giveWay(tx, givesId, staysId)
      const [givesState, staysState] = [gives.person.state, stays.person.state]
      const mergeId = await insertMerge(tx, {
        staysId,
        givesId,
        givesState,
        staysState,
        moved,
        hands,
        ended,
        mergedBy: actor.personId,
      })
      const state = stateAtPlace(staysState, gives.person.hasBooth)
      await takeValues(tx, ctx.platform.keys, { mergeId, staysId, givesId }, taken, state)
      await refuseNamesake(tx, ctx.platform.keys, staysId, taken, stays.person.name, gives.person.name)
      await reckonActivityOf(tx, staysId)
      // A number that signed in until now does so no longer.
      await signOutPersons(tx, taken.includes('phone') ? [givesId, staysId] : [givesId])
      await noteSighting(tx, staysId, actor.personId, 'record')
      await announce(tx, 'people.merged', { mergeId, staysId, givesId })
      record(tx, 'people.mergePeople', `person:${staysId}`, {
        mergeId,
        givesId,
        taken,
        appointments: pass.map(({ id }) => id),
      })
      return { mergeId }
    }),
  )
}

/** A name and a number are one person: the two may not come together where somebody else of the household bears both. */
async function refuseNamesake(
  tx: Transaction,
  keys: KeyRing,
  staysId: string,
  taken: readonly TakenValue[],
  own: string,
  others: string,
): Promise<void> {
  const isMixed = taken.includes('name') !== taken.includes('phone')
  if (isMixed && (await isNameTakenBehindPhone(tx, keys, staysId, taken.includes('name') ? others : own)))
    throw new Refusal('changedMeanwhile', { reason: 'people_d_namesake_behind_number' })
}
