import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Transaction } from '#platform/context.ts'
import { announce } from '#platform/outbox/announce.ts'
import { firstRecentDay, withoutActivity, type ActivityKind } from '../domain/activity.ts'
import type { PersonState } from '../domain/ladder.ts'
import { deleteActivity, remainingActivities } from './activityStore.ts'
import { lockStanding } from './lockStanding.ts'
import { standsFor } from './mergeStore.ts'
import { savePerson } from './personStore.ts'

/**
 * Takes an activity back in the caller's transaction, as if it had never been told, and lets the ladder follow from those that remain. Who may
 * is the calling room's policy. Of a record that gave way to another the activity is found there, and it is that one's ladder.
 * @returns where its person stands then; an activity that is not there changes nothing
 * @throws Refusal notFound for whom the actor may not see
 */
export async function withdrawActivity(
  tx: Transaction,
  taken: { readonly personId: string; readonly kind: ActivityKind; readonly source: string },
): Promise<{ state: PersonState }> {
  // The house takes back what it told of itself: a scan that was ruled away.
  if (tx.actor.kind !== 'system') requirePerson(tx.actor)
  const { kind, source } = taken
  const personId = await standsFor(tx, taken.personId)
  const person = await lockStanding(tx, personId)
  if (!(await deleteActivity(tx, taken, [personId, taken.personId]))) return { state: person.state }
  const left = await remainingActivities(tx, personId, person.placeId, firstRecentDay(indianDay(tx.now)))
  const state = withoutActivity(person.state, left)
  if (state !== person.state) await savePerson(tx, personId, { state })
  record(tx, 'people.withdrawActivity', `person:${personId}`, { kind, source, state })
  const { placeId, wing } = person
  await announce(tx, 'people.activityWithdrawn', { personId, placeId, wing, kind, source })
  return { state }
}
