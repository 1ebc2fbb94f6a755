import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { moveEventSchema, stepFault, type EventState, type MoveEvent } from '../domain/event.ts'
import { lockRun } from './runEvent.ts'
import { saveEventState } from './eventStore.ts'
import { rewardAttendance } from './reward.ts'
import { holdQuotas } from './registrationStore.ts'

/**
 * Opens, closes or cancels an event, or says that it was held. Whoever registers at this moment waits for it or comes before it: both hold the
 * quotas.
 * @throws Refusal as lockRun; changedMeanwhile when that step cannot follow
 */
export async function moveEvent(ctx: Context, input: MoveEvent): Promise<{ state: EventState }> {
  const { command, eventId, to, reason } = parse(moveEventSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.moveEvent', input: { eventId, to, reason } }, async () => {
      requirePerson(ctx.actor)
      const event = await lockRun(tx, eventId)
      const fault = stepFault(event, to, indianDay(ctx.now))
      if (fault) throw new Refusal('changedMeanwhile', { reason: fault })
      await holdQuotas(tx, eventId)
      await saveEventState(tx, eventId, to, to === 'cancelled' ? reason : null)
      if (to === 'held') await rewardAttendance(tx, event)
      await announce(tx, `events.${to === 'open' ? 'opened' : to}`, { eventId })
      await announce(tx, 'events.stateChanged', { eventId, state: to })
      record(tx, 'events.moveEvent', `event:${eventId}`, { from: event.state, to })
      return { state: to }
    }),
  )
}
