import { z } from 'zod'
import { endpoint } from '#platform/api/endpoint.ts'
import { listWings } from '#modules/people/server/listWings.ts'

/** Numbers of wings stand in every answer; here is what they are called. */
export const wings = endpoint({
  id: 'wings',
  path: '/wings',
  words: 'api_v1_wings',
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        number: z.int(),
        key: z.string(),
        nameHi: z.string(),
        nameEn: z.string(),
        retired: z.boolean(),
      }),
    ),
  }),
  async run(ctx) {
    const known = await listWings(ctx)
    return {
      data: known.map(({ number, key, nameHi, nameEn, retired }) => ({
        number,
        key,
        nameHi,
        nameEn,
        retired,
      })),
    }
  },
})
