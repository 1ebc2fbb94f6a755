import { z } from 'zod'
import { requirePerson } from '#platform/access/authorise.ts'
import { API_SCOPES } from '#platform/accounts/apiScopes.ts'
import { EDITIONS } from '#platform/environment/environment.ts'
import { endpoint } from '#platform/api/endpoint.ts'
import { rankNamer, rankShape } from '../rankNamer.ts'

export const me = endpoint({
  id: 'me',
  path: '/me',
  words: 'api_v1_me',
  output: z.strictObject({
    edition: z.enum(EDITIONS),
    personId: z.guid(),
    scopes: z.array(z.enum(API_SCOPES)).nullable(),
    appointments: z.array(
      z.strictObject({ role: z.string(), rank: rankShape, placeId: z.guid(), wing: z.int().nullable() }),
    ),
  }),
  async run(ctx, { keyScopes }) {
    const { personId, authorities } = requirePerson(ctx.actor)
    const named = await rankNamer(ctx)
    return {
      edition: ctx.platform.environment.edition,
      personId,
      scopes: keyScopes ?? null,
      appointments: authorities.map(({ role, level, placeId, wing }) => ({
        role,
        rank: named(role, level),
        placeId,
        wing,
      })),
    }
  },
})
