import type { PersonActor } from '#platform/access/actor.ts'
import { authorise } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { isConfirmed } from '../domain/ladder.ts'
import { mayComeBackDespite } from './decisionPolicy.ts'
import { suspendedBefore } from './decisionStore.ts'
import { isNameTakenBehindPhone } from './householdStore.ts'
import { lockStanding, type LockedPerson } from './lockStanding.ts'
import type { Merge } from './mergeStore.ts'
import { mayTakeNumber } from './duplicatePolicy.ts'
import { phoneSharedOf } from './sharingStore.ts'

/**
 * Whether the two records of a merge that was just taken back may stand side by side as they now are: what joining, changing a number and
 * vouching would ask is asked again of what came since the merge. What was so before the merge is nobody's new claim.
 * @param isNumberBack the record that stayed has its former number again
 * @param isRecordChanged its name, booth, number or standing was changed since
 * @throws Refusal forbidden when one of them would be open to a number that the actor answers, or stand past a suspension from above
 * @throws Refusal changedMeanwhile when somebody else of the same name has come behind the same number
 */
export async function standApart(
  tx: Transaction,
  ctx: Context,
  actor: PersonActor,
  { staysId, givesId, mergedAt }: Merge,
  { isNumberBack, isRecordChanged }: { readonly isNumberBack: boolean; readonly isRecordChanged: boolean },
): Promise<void> {
  const { keys } = ctx.platform
  authorise(mayTakeNumber(await phoneSharedOf(tx, givesId)))
  if (isNumberBack) authorise(mayTakeNumber(await phoneSharedOf(tx, staysId)))
  const stays = await lockStanding(tx, staysId)
  const gives = await lockStanding(tx, givesId)
  const isTaken = ({ id, name }: LockedPerson, besides: readonly string[]) =>
    isNameTakenBehindPhone(tx, keys, id, name, besides)
  if ((await isTaken(stays, isRecordChanged ? [] : [givesId])) || (await isTaken(gives, [staysId])))
    throw new Refusal('changedMeanwhile', { reason: 'people_d_undo_namesake' })
  if (isConfirmed(stays.state)) await refuseSuspended(stays)
  if (isConfirmed(gives.state)) await refuseSuspended(gives)

  async function refuseSuspended(person: LockedPerson): Promise<void> {
    const before = await suspendedBefore(tx, keys, person)
    if (before && before.at > mergedAt) authorise(mayComeBackDespite(actor, person, before))
  }
}
