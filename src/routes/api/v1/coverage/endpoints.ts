import { z } from 'zod'
import { endpoint } from '#platform/api/endpoint.ts'
import { COVERAGE_STATES } from '#modules/coverage/domain/coverage.ts'
import { coverageQuery, nextVacantQuery } from '#modules/coverage/domain/query.ts'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { nextVacantBooths } from '#modules/coverage/server/nextVacantBooths.ts'
import { placeShape, placeView } from '../shapes.ts'

const counts = z.strictObject(
  Object.fromEntries(COVERAGE_STATES.map((state) => [state, z.int()])) as Record<
    (typeof COVERAGE_STATES)[number],
    z.ZodInt
  >,
)

export const coverage = endpoint({
  id: 'coverage',
  path: '/coverage',
  scope: 'coverage:read',
  words: 'api_v1_coverage',
  query: coverageQuery.shape,
  refusals: ['notFound'],
  output: z.strictObject({
    place: placeShape,
    wing: z.int().nullable(),
    people: z.int(),
    booths: counts,
    areas: z.array(z.strictObject({ place: placeShape, people: z.int(), booths: counts })),
  }),
  async run(ctx, { query }) {
    const { place, wing, people, counts: booths, areas } = await coverageOf(ctx, query)
    return {
      ...{ place: placeView(place), wing, people, booths },
      areas: areas.map((area) => ({ place: placeView(area), people: area.people, booths: area.counts })),
    }
  },
})

export const nextVacant = endpoint({
  id: 'nextVacantBooths',
  path: '/coverage/next-vacant',
  scope: 'coverage:read',
  words: 'api_v1_next_vacant',
  query: nextVacantQuery.shape,
  refusals: ['notFound'],
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        place: placeShape,
        constituency: placeShape,
        constituencyShare: z.number(),
        distanceKm: z.number().nullable(),
      }),
    ),
  }),
  async run(ctx, { query }) {
    const found = await nextVacantBooths(ctx, query)
    return {
      data: found.map(({ constituency, constituencyShare, distanceKm, ...place }) => ({
        place: placeView(place),
        constituency: placeView(constituency),
        constituencyShare,
        distanceKm,
      })),
    }
  },
})
