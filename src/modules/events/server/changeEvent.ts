import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { changeEventSchema, daysFault, type ChangeEvent } from '../domain/event.ts'
import { lockRun } from './runEvent.ts'
import { saveEvent, type Changeable } from './eventStore.ts'
import { shiftSessions } from './programmeStore.ts'
import { quotasOf } from './registrationStore.ts'

/** Changes about which everybody who registered is told. */
const TOLD: readonly (keyof Changeable)[] = ['startsOn', 'endsOn', 'venueHi', 'venueEn']

/**
 * Changes what an event says. When its first day moves the whole programme moves along. Seats become fewer only where the quotas fit (setQuotas).
 * @throws Refusal as lockRun; changedMeanwhile when somebody else changed it since the form was made; badInput
 */
export async function changeEvent(ctx: Context, input: ChangeEvent): Promise<{ changed: readonly string[] }> {
  const { command, eventId, basedOn, ...said } = parse(changeEventSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.changeEvent', input: { eventId, ...said } }, async () => {
      requirePerson(ctx.actor)
      const event = await lockRun(tx, eventId)
      if (basedOn !== undefined && basedOn !== event.sequence)
        throw new Refusal('changedMeanwhile', { reason: 'events_changed_meanwhile' })
      const changed = (Object.keys(said) as (keyof Changeable)[]).filter(
        (field) => JSON.stringify(event[field]) !== JSON.stringify(said[field]),
      )
      if (changed.length === 0) return { changed }
      const daysMove = changed.includes('startsOn') || changed.includes('endsOn')
      const fields = daysMove ? daysFault(said.startsOn, said.endsOn, indianDay(ctx.now)) : {}
      if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
      const given = (await quotasOf(tx, eventId)).reduce((sum, { seats }) => sum + seats, 0)
      if (said.seats < given)
        throw new Refusal('badInput', { fields: { seats: 'events_seats_below_quotas' } })
      await saveEvent(tx, eventId, said)
      const days = (Date.parse(said.startsOn) - Date.parse(event.startsOn)) / DAY_MS
      if (days !== 0) await shiftSessions(tx, eventId, days)
      const told = TOLD.filter((field) => changed.includes(field))
      await announce(tx, 'events.changed', {
        eventId,
        fields: changed,
        told: event.state === 'draft' ? [] : told,
      })
      record(tx, 'events.changeEvent', `event:${eventId}`, { fields: changed })
      return { changed }
    }),
  )
}
