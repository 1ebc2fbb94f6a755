import { z } from 'zod'
import { endpoint, partOf } from '#platform/api/endpoint.ts'
import { EVENT_STATES, TEMPLATES, WHICH_EVENTS } from '#modules/events/domain/event.ts'
import { PARTS, REGISTRATION_STATES } from '#modules/events/domain/seats.ts'
import { listEvents } from '#modules/events/server/listEvents.ts'
import { listRegistrations } from '#modules/events/server/listRegistrations.ts'
import { moment, momentShape } from '../shapes.ts'

export const listAllEvents = endpoint({
  id: 'listEvents',
  path: '/events',
  scope: 'events:read',
  words: 'api_v1_list_events',
  query: { which: z.enum(WHICH_EVENTS, { error: 'api_field_wrong' }).default('ahead') },
  isList: true,
  output: partOf(
    z.strictObject({
      id: z.guid(),
      placeId: z.guid(),
      wing: z.int().nullable(),
      template: z.enum(TEMPLATES),
      state: z.enum(EVENT_STATES),
      titleHi: z.string().nullable(),
      titleEn: z.string().nullable(),
      venueHi: z.string().nullable(),
      venueEn: z.string().nullable(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
      seats: z.int(),
      taken: z.int(),
      waiting: z.int(),
    }),
  ),
  async run(ctx, { query, limit, after }) {
    const { rows, next } = await listEvents(ctx, { which: query.which, after, limit })
    const data = rows.map((row) => {
      const { id, placeId, wing, template, state, titleHi, titleEn, venueHi, venueEn } = row
      const { startsOn, endsOn, seats, taken, waiting } = row
      return {
        ...{ id, placeId, wing, template, state, titleHi, titleEn, venueHi, venueEn },
        ...{ startsOn, endsOn, seats, taken, waiting },
      }
    })
    return { data, next: next ?? null }
  },
})

export const listAllRegistrations = endpoint({
  id: 'listRegistrations',
  path: '/events/{id}/registrations',
  scope: 'events:read',
  words: 'api_v1_list_registrations',
  params: { id: z.guid({ error: 'events_unknown' }) },
  query: { part: z.enum(PARTS, { error: 'api_field_wrong' }).optional() },
  isList: true,
  refusals: ['notFound'],
  output: partOf(
    z.strictObject({
      id: z.guid(),
      personId: z.guid(),
      nameHi: z.string().nullable(),
      nameEn: z.string().nullable(),
      state: z.enum(REGISTRATION_STATES),
      queuedAt: momentShape,
      sessions: z.int(),
    }),
  ),
  async run(ctx, { params, query, limit, after }) {
    const { rows, next } = await listRegistrations(ctx, {
      eventId: params.id,
      part: query.part,
      after,
      limit,
    })
    const data = rows.map(({ id, personId, nameHi, nameEn, state, queuedAt, sessions }) => ({
      ...{ id, personId, nameHi, nameEn, state, sessions },
      queuedAt: moment(queuedAt),
    }))
    return { data, next: next ?? null }
  },
})
