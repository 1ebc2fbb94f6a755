import { z } from 'zod'
import { placeOf } from '#modules/places/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import {
  findChannel,
  lockToken,
  saveAudited,
  saveDisconnected,
  saveOverThere,
  saveReach,
} from './channelStore.ts'
import { keepAccount } from './keepAccount.ts'
import { keeper } from './keeping.ts'
import { revoke } from './oauth/revoke.ts'
import { mayKeepChannels } from './policy.ts'

const one = z.object({ command: commandId, channelId: z.guid({ error: 'channels_unknown' }) })
const unknown = () => new Refusal('notFound', { reason: 'channels_unknown' })

/**
 * Destroys the token of a channel and ends it, then tells the platform. What was published stays where it is, and in the list.
 * @returns whether the sign-in is known to be over at the platform too; where it is not, a person takes the access away there
 * @throws Refusal forbidden, secondStepNeeded, notFound
 */
export async function disconnectChannel(
  ctx: Context,
  input: z.input<typeof one>,
): Promise<{ readonly isOverThere: boolean }> {
  const { command, channelId } = parse(one, input)
  keeper(ctx.actor, mayKeepChannels)
  const ended = await ctx.transaction(async (tx) => {
    const token = await lockToken(tx, ctx.platform.keys, channelId)
    const channel = await findChannel(tx, channelId)
    await once(tx, { id: command, verb: 'channels.disconnect', input: { channelId } }, async () => {
      if (!(await saveDisconnected(tx, channelId))) throw unknown()
      record(tx, 'channels.disconnect', `channel:${channelId}`, {})
    })
    return token && channel ? { token, on: channel.platform } : (channel?.isOverThere ?? false)
  })
  // Disconnected before: as it was answered then.
  if (typeof ended === 'boolean') return { isOverThere: ended }
  // After the commit: no transaction waits for a platform, and a platform that is away keeps nobody from ending it here.
  const isOverThere = ended.on === 'website' || (await revoke(ctx, ended.on, ended.token))
  await ctx.transaction((tx) => saveOverThere(tx, channelId, isOverThere))
  return { isOverThere }
}

/** Opens the website's feeds. @throws Refusal forbidden, secondStepNeeded */
export async function openWebsite(
  ctx: Context,
  input: { readonly command: string },
): Promise<{ readonly channelId: string }> {
  const { command } = parse(one.pick({ command: true }), input)
  const person = keeper(ctx.actor, mayKeepChannels)
  const { origin } = ctx.platform.environment
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'channels.openWebsite', input: {} }, async () => ({
      channelId: await keepAccount(
        tx,
        ctx.platform.keys,
        'website',
        {
          accountId: '',
          name: new URL(origin).host,
          handle: new URL(origin).host,
          address: origin,
          token: { access: '' },
          endsIn: null,
          renewsIn: null,
        },
        person,
      ),
    })),
  )
}

const reach = one.extend({ placeId: z.guid({ error: 'channels_place_needed' }), isAudited: z.boolean() })

/**
 * Says whom a channel reaches, for the calendar that holds posts, and whether its YouTube project has passed the audit.
 * @throws Refusal forbidden, secondStepNeeded, notFound, badInput
 */
export async function changeChannel(ctx: Context, input: z.input<typeof reach>): Promise<void> {
  const { command, channelId, placeId, isAudited } = parse(reach, input)
  const person = keeper(ctx.actor, mayKeepChannels)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'channels.change', input: { channelId, placeId, isAudited } }, async () => {
      const place = await placeOf(tx, placeId)
      const isMine = person.authorities.some(
        ({ level, wing, lft, rgt }) =>
          level === 'state' && wing === null && place && lft <= place.lft && place.rgt <= rgt,
      )
      if (!place || !isMine) throw new Refusal('badInput', { fields: { placeId: 'channels_place_needed' } })
      if (!(await saveReach(tx, channelId, place))) throw unknown()
      await saveAudited(tx, channelId, isAudited)
      record(tx, 'channels.change', `channel:${channelId}`, { placeId, isAudited })
    }),
  )
}
