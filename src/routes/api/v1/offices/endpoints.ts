import { z } from 'zod'
import { endpoint } from '#platform/api/endpoint.ts'
import { responsibleSchema } from '#modules/people/domain/responsible.ts'
import { responsibleAt } from '#modules/people/server/responsibleAt.ts'
import { rankNamer, rankShape } from '../rankNamer.ts'
import { moment, momentOrNull, momentShape, placeShape, placeView } from '../shapes.ts'

export const offices = endpoint({
  id: 'offices',
  path: '/offices',
  scope: 'offices:read',
  words: 'api_v1_offices',
  query: responsibleSchema.shape,
  refusals: ['notFound'],
  output: z.strictObject({
    on: z.iso.date(),
    levels: z.array(
      z.strictObject({
        place: placeShape,
        offices: z.array(
          z.strictObject({
            id: z.guid(),
            personId: z.guid(),
            role: z.string(),
            rank: rankShape,
            wing: z.int().nullable(),
            acting: z.boolean(),
            fromAt: momentShape,
            toAt: momentShape.nullable(),
          }),
        ),
      }),
    ),
  }),
  async run(ctx, { query }) {
    const { on, levels } = await responsibleAt(ctx, query)
    const named = await rankNamer(ctx)
    return {
      on,
      levels: levels.map(({ place, offices }) => ({
        place: placeView(place),
        offices: offices.map(({ id, personId, role, wing, acting, fromAt, toAt }) => ({
          ...{ id, personId, role, wing, acting },
          rank: named(role, place.level),
          fromAt: moment(fromAt),
          toAt: momentOrNull(toAt),
        })),
      })),
    }
  },
})
