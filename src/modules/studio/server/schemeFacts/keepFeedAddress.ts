import { authorise, requirePerson, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { saveRoomSettings } from '#platform/settings/roomSettings.ts'
import { mayReachLoopback } from '#platform/webhooks/mayReachLoopback.ts'
import { addressFault, keepFeedAddressSchema, type KeepFeedAddress } from '../../domain/schemeFacts.ts'
import { FEED_SETTINGS } from './feedSettings.ts'
import { readSchemes } from './readSchemes.ts'
import { mayKeepFeed } from './schemePolicy.ts'

/**
 * Says where the programme's public feed is read, and reads it; an empty address reads none. What is known of schemes stays.
 * @throws Refusal forbidden to all but the administrator of the whole state; secondStepNeeded; badInput for what is no public address
 */
export async function keepFeedAddress(ctx: Context, input: KeepFeedAddress): Promise<void> {
  const { command, address } = parse(keepFeedAddressSchema, input)
  requirePerson(ctx.actor)
  authorise(mayKeepFeed(ctx.actor))
  requireSecondStep(ctx.actor)
  const fault = address === '' ? undefined : addressFault(address, mayReachLoopback(ctx.platform))
  if (fault) throw new Refusal('badInput', { fields: { address: fault } })
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.keepFeedAddress', input: { address } }, async () => {
      await saveRoomSettings(tx, FEED_SETTINGS, { address })
      record(tx, 'studio.keepFeedAddress', 'setting:studio.schemes', { address })
      if (address !== '') await enqueue(tx, readSchemes, {})
    }),
  )
}
