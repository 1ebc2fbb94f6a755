import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isAhead } from '../domain/event.ts'
import { registerSchema, seatFor, type Register } from '../domain/seats.ts'
import { findEvent } from './eventStore.ts'
import { isInvited, myStand } from './placeStore.ts'
import { isInvitedByRole } from './policy.ts'
import { holdQuota, insertRegistration, quotaFor } from './registrationStore.ts'

/**
 * A volunteer registers for an event that invites her: she gets a seat of her district's quota, or stands in its line. Nothing of the event is locked
 * but that one quota's row, so 41 districts register side by side, and no seat is given twice.
 * @throws Refusal notFound; forbidden for whom nobody vouched or whom it does not invite; changedMeanwhile while it is not open, once it is over, or when
 * she is registered already
 */
export async function registerForEvent(
  ctx: Context,
  input: Register,
): Promise<{ registrationId: string; state: 'registered' | 'waiting' }> {
  const { command, eventId } = parse(registerSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.register', input: { eventId } }, async () => {
      const actor = requireMember(ctx.actor)
      const stand = await myStand(tx)
      if (!stand?.isVouched) throw new Refusal('forbidden', { reason: 'events_not_vouched' })
      const event = await findEvent(tx, eventId)
      if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
      if (!(await isInvited(tx, eventId, stand)) || !isInvitedByRole(actor, event.roles))
        throw new Refusal('forbidden', { reason: 'events_not_invited' })
      const quotaId = await quotaFor(tx, eventId, stand.placeLft)
      if (!quotaId) throw new Refusal('forbidden', { reason: 'events_not_invited' })
      const quota = await holdQuota(tx, quotaId)
      // Whoever closes the event holds the quotas too: what it is now it stays until we are done.
      const now = await findEvent(tx, eventId)
      if (now?.state !== 'open') throw new Refusal('changedMeanwhile', { reason: 'events_not_open' })
      if (!isAhead(now, indianDay(ctx.now)))
        throw new Refusal('changedMeanwhile', { reason: 'events_is_over' })
      const state = seatFor(quota)
      const asked = { id: uuidv7(ctx.now), eventId, quotaId, personId: actor.personId, stand, state }
      const registrationId = await insertRegistration(tx, asked)
      if (!registrationId) throw new Refusal('changedMeanwhile', { reason: 'events_registered_already' })
      await announce(tx, 'events.registered', { registrationId, eventId, quotaId, state })
      record(tx, 'events.register', `registration:${registrationId}`, { eventId, state })
      return { registrationId, state }
    }),
  )
}
