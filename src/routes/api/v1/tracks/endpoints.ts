import { z } from 'zod'
import { endpoint } from '#platform/api/endpoint.ts'
import { TRACK_LEVELS, TRACK_ROLES } from '#modules/learning/domain/track.ts'
import { listTracks } from '#modules/learning/server/listTracks.ts'

/** A handful: not in parts. */
export const listAllTracks = endpoint({
  id: 'listTracks',
  path: '/tracks',
  scope: 'learning:read',
  words: 'api_v1_list_tracks',
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        id: z.guid(),
        nameHi: z.string(),
        nameEn: z.string(),
        role: z.enum(TRACK_ROLES).nullable(),
        wing: z.int().nullable(),
        level: z.enum(TRACK_LEVELS).nullable(),
        dueOn: z.iso.date(),
        asked: z.int(),
        done: z.int(),
      }),
    ),
  }),
  async run(ctx) {
    const { tracks } = await listTracks(ctx)
    return {
      data: tracks.map(({ id, nameHi, nameEn, role, wing, level, dueOn, asked, done }) => ({
        ...{ id, nameHi, nameEn, role, wing, level, dueOn, asked, done },
      })),
    }
  },
})
