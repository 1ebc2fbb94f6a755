import { z } from 'zod'
import { endpoint } from '#platform/api/endpoint.ts'
import { ranksOf } from '#modules/people/domain/ranks.ts'
import { rankNamer, rankShape } from '../rankNamer.ts'

/** What roles are called, everywhere and at each level that may have a name of its own. */
export const ranks = endpoint({
  id: 'ranks',
  path: '/ranks',
  words: 'api_v1_ranks',
  output: z.strictObject({
    data: z.array(z.strictObject({ role: z.string(), level: z.string().nullable(), rank: rankShape })),
  }),
  async run(ctx) {
    const named = await rankNamer(ctx)
    return {
      data: ranksOf(ctx.platform.environment.edition).map(({ role, level }) => ({
        role,
        level: level ?? null,
        rank: named(role, level),
      })),
    }
  },
})
