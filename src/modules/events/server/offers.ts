import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { plannedTimes } from '../domain/programme.ts'
import { offersFor, offerUntil } from '../domain/seats.ts'
import { findEvent } from './eventStore.ts'
import { sessionsOf } from './programmeStore.ts'
import { eventOfQuota, holdQuota, lapseOffers, offerTo, quotasDue } from './registrationStore.ts'

const quotaHeard = z.object({ quotaId: z.guid() })

/**
 * Ends what has lapsed in a quota and offers what is free to the first in its line, as many as there are seats. Everything happens under the quota's
 * lock, so a seat is offered once, however often this is asked.
 */
export async function offerSeats(tx: Transaction, quotaId: string): Promise<void> {
  const eventId = await eventOfQuota(tx, quotaId)
  if (!eventId) return
  await holdQuota(tx, quotaId)
  const event = await findEvent(tx, eventId)
  const lapsed = await lapseOffers(tx, quotaId)
  const quota = await holdQuota(tx, quotaId)
  const until =
    event && offerUntil(tx.now, event.offerHours, plannedTimes(event, await sessionsOf(tx, [eventId])))
  const isOffered = event?.state === 'open' || event?.state === 'closed'
  const offered = isOffered && until ? await offerTo(tx, quotaId, offersFor(quota), until) : []
  await announceAll(
    tx,
    'events.offerLapsed',
    lapsed.map((registrationId) => ({ registrationId, eventId })),
  )
  await announceAll(
    tx,
    'events.offered',
    offered.map((registrationId) => ({ registrationId, eventId })),
  )
  if (lapsed.length + offered.length > 0)
    record(tx, 'events.offerSeats', `quota:${quotaId}`, {
      eventId,
      lapsed: lapsed.length,
      offered: offered.length,
    })
}

const offer = (name: string, event: string): Reaction => ({
  name,
  event,
  async react(tx, heard) {
    const parsed = quotaHeard.safeParse(heard.payload)
    if (parsed.success) await offerSeats(tx, parsed.data.quotaId)
  },
})
export const offerReactions: readonly Reaction[] = [
  offer('events.offerWhenSeatFreed', 'events.seatFreed'),
  offer('events.offerWhenDue', 'events.offersDue'),
]

/** Looks every five minutes for offers whose time is over. Each quota then has a transaction of its own. */
export const lapseOffersOften = defineJob({
  name: 'events.lapseOffers',
  schema: z.object({}),
  policy: { retries: 3 },
  cron: '*/5 * * * *',
  async handle(context) {
    await context.transaction(async (tx) => {
      const due = await quotasDue(tx)
      await announceAll(
        tx,
        'events.offersDue',
        due.map((quotaId) => ({ quotaId })),
      )
    })
  },
})
