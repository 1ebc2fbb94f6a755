import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { announce } from '#platform/outbox/announce.ts'
import { afterActivity, type ActivityKind } from '../domain/activity.ts'
import type { PersonState } from '../domain/ladder.ts'
import { insertActivity } from './activityStore.ts'
import { lockStanding } from './lockStanding.ts'
import { savePerson } from './personStore.ts'

export interface SeenActivity {
  readonly personId: string
  readonly kind: ActivityKind
  /** The row in the caller's room that it comes from; told twice, it makes one activity. */
  readonly source: string
  /** `YYYY-MM-DD`, as India counts days. */
  readonly happenedOn: string
  /** Who saw it, where the house itself tells of it: whoever held the device at a gate. Nobody else may say so of another. */
  readonly seenBy?: string
}

/**
 * Notes in the caller's transaction that somebody did something which whoever acts has seen or confirmed, and moves her on the ladder. Who
 * may confirm what is the calling room's policy; that nobody confirms her own is kept here too.
 * @throws Refusal forbidden for one's own; notFound for whom the actor may not see; changedMeanwhile for who is not vouched for now
 */
export async function recordActivity(tx: Transaction, seen: SeenActivity): Promise<{ state: PersonState }> {
  const told = tx.actor.kind === 'system' ? seen.seenBy : undefined
  const by = told ?? requirePerson(tx.actor).personId
  if (by === seen.personId) throw new Refusal('forbidden', { reason: 'people_c_activity_by_oneself' })
  const person = await lockStanding(tx, seen.personId)
  const state = afterActivity(person.state, seen.happenedOn, indianDay(tx.now))
  if (!state) throw new Refusal('changedMeanwhile', { reason: 'people_c_not_vouched_now' })
  const { placeId, wing } = person
  const isNew = await insertActivity(tx, {
    ...seen,
    id: uuidv7(tx.now),
    placeId,
    confirmedBy: by,
  })
  if (!isNew) return { state: person.state }
  if (state !== person.state) await savePerson(tx, person.id, { state })
  const { kind, source } = seen
  record(tx, 'people.recordActivity', `person:${person.id}`, { kind, source, state })
  await announce(tx, 'people.activitySeen', { personId: person.id, placeId, wing, kind, source })
  return { state }
}
