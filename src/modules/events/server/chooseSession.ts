import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { isAhead } from '../domain/event.ts'
import { chooseSessionSchema, overlap, type ChooseSession } from '../domain/programme.ts'
import { isComing } from '../domain/seats.ts'
import { findEvent } from './eventStore.ts'
import { sessionById, sessionsOf } from './programmeStore.ts'
import { chosenBy, lockRegistration, ownRegistration, saveChoice } from './registrationStore.ts'

/**
 * Puts a session into one's own agenda, or takes it out. Where seats are counted the database gives each once.
 * @throws Refusal notFound; forbidden without a seat at the event; changedMeanwhile when the session is full, cancelled or over, the event is, or another that
 * one has chosen is at that time
 */
export async function chooseSession(ctx: Context, input: ChooseSession): Promise<{ chosen: boolean }> {
  const { command, eventId, sessionId, chosen } = parse(chooseSessionSchema, input)
  try {
    return await ctx.transaction((tx) =>
      once(tx, { id: command, verb: 'events.chooseSession', input: { eventId, sessionId, chosen } }, async () => {
        const { personId } = requireMember(ctx.actor)
        const own = await ownRegistration(tx, eventId, personId)
        const held = own && (await lockRegistration(tx, own.id))
        const session = await sessionById(tx, sessionId)
        if (session?.eventId !== eventId) throw new Refusal('notFound', { reason: 'events_session_unknown' })
        if (!held || !isComing(held.state)) throw new Refusal('forbidden', { reason: 'events_seat_first' })
        const event = await findEvent(tx, eventId)
        if (chosen && !(event && isAhead(event, indianDay(ctx.now))))
          throw new Refusal('changedMeanwhile', { reason: 'events_is_over' })
        if (chosen && session.state === 'cancelled')
          throw new Refusal('changedMeanwhile', { reason: 'events_session_cancelled' })
        if (session.endsAt < ctx.now) throw new Refusal('changedMeanwhile', { reason: 'events_session_over' })
        if (chosen) {
          const mine = new Set(await chosenBy(tx, held.id))
          const clash = (await sessionsOf(tx, [eventId])).some(
            (other) => other.id !== sessionId && other.state === 'planned' && mine.has(other.id) && overlap(other, session),
          )
          if (clash) throw new Refusal('changedMeanwhile', { reason: 'events_session_clash' })
        }
        if (await saveChoice(tx, held.id, sessionId, chosen))
          record(tx, 'events.chooseSession', `registration:${held.id}`, { sessionId, chosen })
        return { chosen }
      }),
    )
  } catch (thrown) {
    if ((thrown as { constraint?: unknown }).constraint === 'not_oversold')
      throw new Refusal('changedMeanwhile', { reason: 'events_session_full', cause: thrown })
    throw thrown
  }
} // prettier-ignore
