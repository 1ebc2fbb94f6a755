import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce, announceAll } from '#platform/outbox/announce.ts'
import { setQuotasSchema, type SetQuotas } from '../domain/seats.ts'
import { apportion } from '../domain/templates.ts'
import { lockRun } from './runEvent.ts'
import { saveVenueSeats } from './eventStore.ts'
import { holdQuotas, saveQuotaSeats } from './registrationStore.ts'

/**
 * Shares the seats out anew, and says what the venue holds. When the venue shrinks and no shares are given, each quota shrinks in proportion.
 * Whoever has a seat keeps it: those above their quota are shown to the coordinator, who decides for each (settleOver).
 * @returns how many registrations are above their quota now
 * @throws Refusal as lockRun; badInput when the quotas are more than the venue holds
 */
export async function setQuotas(ctx: Context, input: SetQuotas): Promise<{ over: number }> {
  const { command, eventId, venueSeats, seats } = parse(setQuotasSchema, input)
  const asked = { eventId, venueSeats, seats }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.setQuotas', input: asked }, async () => {
      requirePerson(ctx.actor)
      const event = await lockRun(tx, eventId)
      const quotas = await holdQuotas(tx, eventId)
      const venue = venueSeats ?? event.seats
      const shrinks = Object.keys(seats).length === 0 && quotas.reduce((sum, each) => sum + each.seats, 0) > venue
      const shares = shrinks ? apportion(venue, quotas.map((each) => each.seats)) : quotas.map((each) => seats[each.id] ?? each.seats)
      const sum = shares.reduce((total, share) => total + share, 0)
      if (sum > venue) throw new Refusal('badInput', { fields: { venueSeats: 'events_quotas_exceed' } })
      const now = quotas.map((quota, index) => ({ ...quota, seats: shares[index]! }))
      await saveQuotaSeats(tx, now.map(({ id, seats }) => ({ id, seats })))
      if (venue !== event.seats) await saveVenueSeats(tx, eventId, venue)
      await announceAll(tx, 'events.seatFreed', now.filter((quota) => quota.taken < quota.seats).map(({ id }) => ({ eventId, quotaId: id })))
      await announce(tx, 'events.quotasSet', { eventId })
      record(tx, 'events.setQuotas', `event:${eventId}`, { venue, seats: sum })
      return { over: now.reduce((over, quota) => over + Math.max(0, quota.taken - quota.seats), 0) }
    }),
  )
} // prettier-ignore
