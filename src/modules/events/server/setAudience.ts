import { wingRegister } from '#modules/people/server/index.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { z } from 'zod'
import { command, eventId } from '../domain/said.ts'
import { deleteAudience, insertAudience } from './eventStore.ts'
import { isWing, placeOf } from './placeStore.ts'
import { lockRun } from './runEvent.ts'

const schema = z.object({
  command,
  eventId,
  /** A line to take away; else one is added for the place and wing. */
  removeId: z.guid({ error: 'events_audience_unknown' }).optional(),
  placeId: z.guid({ error: 'events_place_needed' }).optional(),
  wing: z
    .union([z.null(), z.literal('').transform(() => null), z.coerce.number().int().min(0).max(30)], {
      error: 'events_wing_unknown',
    })
    .optional(),
})
export type SetAudience = z.input<typeof schema>

/**
 * Widens or narrows whom an event invites, inside the place and wing it was made for. Whoever has registered stays registered.
 * @throws Refusal as lockRun; badInput for a place or wing outside the event's own
 */
export async function setAudience(ctx: Context, input: SetAudience): Promise<void> {
  const { command, ...asked } = parse(schema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.setAudience', input: asked }, async () => {
      requirePerson(ctx.actor)
      const event = await lockRun(tx, asked.eventId)
      if (asked.removeId) {
        if (!(await deleteAudience(tx, event.id, asked.removeId)))
          throw new Refusal('notFound', { reason: 'events_audience_unknown' })
      } else {
        const place = asked.placeId ? await placeOf(tx, asked.placeId) : undefined
        if (!place || place.lft < event.placeLft || place.rgt > event.placeRgt)
          throw new Refusal('badInput', { fields: { placeId: 'events_place_outside' } })
        const wing = asked.wing ?? event.wing
        if ((event.wing !== null && wing !== event.wing) || !(await isWing(tx, wing)))
          throw new Refusal('badInput', { fields: { wing: 'events_wing_outside' } })
        await wingRegister.requireInUse(tx, wing)
        await insertAudience(tx, event.id, {
          id: uuidv7(ctx.now),
          placeId: place.id,
          placeLft: place.lft,
          placeRgt: place.rgt,
          wing,
        })
      }
      await announce(tx, 'events.audienceSet', { eventId: event.id })
      record(tx, 'events.setAudience', `event:${event.id}`, asked)
    }),
  )
}
