import { authorise } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { isChangeable } from '../domain/event.ts'
import { findEvent, lockEvent, type EventRow } from './eventStore.ts'
import { mayRun, maySee } from './policy.ts'

/**
 * An event that whoever acts runs, under lock, while it may still change.
 * @throws Refusal notFound when there is none, or none that the actor may see; forbidden; changedMeanwhile once it was held or cancelled
 */
export async function lockRun(tx: Transaction, eventId: string): Promise<EventRow> {
  const event = await lockEvent(tx, eventId)
  if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
  authorise(mayRun(tx.actor, event))
  if (!isChangeable(event.state)) throw new Refusal('changedMeanwhile', { reason: 'events_settled' })
  return event
}

/** An event whose standing the actor may see. @throws Refusal notFound, forbidden */
export async function seeEvent(tx: Transaction, eventId: string): Promise<EventRow> {
  const event = await findEvent(tx, eventId)
  if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
  authorise(maySee(tx.actor, event))
  return event
}
