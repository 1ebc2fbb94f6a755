import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { dueFault, makeTrackSchema, type MakeTrack } from '../domain/track.ts'
import { mayReleaseSome } from './policy.ts'
import { insertTrack } from './trackStore.ts'

/** Asks people of a role, wing and level to pass some courses until a day. Whom it asks follows people as they come, move and go. @throws Refusal forbidden, badInput */
export async function makeTrack(ctx: Context, input: MakeTrack): Promise<{ trackId: string }> {
  const { command, ...said } = parse(makeTrackSchema, input)
  const { personId: by } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.makeTrack', input: said }, async () => {
      authorise(mayReleaseSome(ctx.actor))
      const fault = dueFault(said.dueOn, indianDay(ctx.now))
      if (fault) throw new Refusal('badInput', { fields: { dueOn: fault } })
      const trackId = uuidv7(ctx.now)
      await insertTrack(tx, { id: trackId, by, ...said })
      record(tx, 'learning.makeTrack', `track:${trackId}`, {
        role: said.role,
        wing: said.wing,
        level: said.level,
      })
      return { trackId }
    }),
  )
}
