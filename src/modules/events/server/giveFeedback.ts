import { addDays } from '#engines/indiantime/index.ts'
import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { ASKED_DAYS, giveFeedbackSchema, type GiveFeedback } from '../domain/feedback.ts'
import { isComing } from '../domain/seats.ts'
import { findEvent, type EventRow } from './eventStore.ts'
import { saveFeedback } from './feedbackStore.ts'
import { ownRegistration } from './registrationStore.ts'

/** Whether what was said afterwards is taken: from the event's last day until two weeks after it. */
export const takesFeedback = (event: EventRow, today: string): boolean =>
  event.state !== 'cancelled' &&
  event.state !== 'draft' &&
  today >= event.endsOn &&
  today <= addDays(event.endsOn, ASKED_DAYS)

/**
 * Says how an event was. One answer a person, which may be changed; nobody else reads it, and its sums only from ten answers on.
 * @throws Refusal notFound; forbidden without a seat; changedMeanwhile before the event's last day and two weeks after it
 */
export async function giveFeedback(ctx: Context, input: GiveFeedback): Promise<void> {
  const { command, eventId, ...said } = parse(giveFeedbackSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.giveFeedback', input: { eventId, ...said } }, async () => {
      const { personId } = requireMember(ctx.actor)
      const event = await findEvent(tx, eventId)
      if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
      const own = await ownRegistration(tx, eventId, personId)
      if (!own || !isComing(own.state)) throw new Refusal('forbidden', { reason: 'events_seat_first' })
      if (!takesFeedback(event, indianDay(ctx.now)))
        throw new Refusal('changedMeanwhile', { reason: 'events_feedback_closed' })
      await saveFeedback(tx, eventId, personId, said)
      // What was said is not in the log, nor that it was she.
      record(tx, 'events.giveFeedback', `event:${eventId}`, {})
    }),
  )
}
