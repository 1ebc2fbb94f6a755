import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { endTrackSchema, type EndTrack } from '../domain/track.ts'
import { mayReleaseSome } from './policy.ts'
import { saveTrackEnded } from './trackStore.ts'

/** Ends a track: it asks nobody any more; what was passed stays passed. @throws Refusal forbidden, notFound */
export async function endTrack(ctx: Context, input: EndTrack): Promise<void> {
  const { command, trackId } = parse(endTrackSchema, input)
  requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.endTrack', input: { trackId } }, async () => {
      authorise(mayReleaseSome(ctx.actor))
      if (!(await saveTrackEnded(tx, trackId)))
        throw new Refusal('notFound', { reason: 'learning_track_unknown' })
      record(tx, 'learning.endTrack', `track:${trackId}`, {})
    }),
  )
}
