import { createHash } from 'node:crypto'
import { z } from 'zod'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { isYes } from './adapters/adapter.ts'
import { addressesOf } from './adapters/addresses.ts'
import { at, Conversation, textAt } from './adapters/conversation.ts'
import { keepAccount } from './keepAccount.ts'
import { keeper } from './keeping.ts'
import { mayKeepChannels } from './policy.ts'

const schema = z.object({
  command: commandId,
  /** `@name` of a public channel, or the number of a private one. */
  channel: z
    .string({ error: 'channels_telegram_channel' })
    .trim()
    // As a browser shows it.
    .transform((said) => said.replace(/^(?:https?:\/\/)?t\.me\/(?=[A-Za-z])/, '@'))
    .pipe(z.string().regex(/^(@[A-Za-z][A-Za-z0-9_]{3,31}|-100\d{5,15})$/, 'channels_telegram_channel')),
  token: z
    .string({ error: 'channels_telegram_token' })
    .trim()
    .regex(/^\d{5,15}:[A-Za-z0-9_-]{30,60}$/, 'channels_telegram_token'),
})

/**
 * Connects a Telegram channel by the token of a bot of the organisation's that may post in it; asked of Telegram before it is kept.
 * @throws Refusal forbidden, secondStepNeeded, badInput with what Telegram said no to
 */
export async function connectTelegram(
  ctx: Context,
  input: z.input<typeof schema>,
): Promise<{ readonly channelId: string }> {
  const { command, channel, token } = parse(schema, input)
  const person = keeper(ctx.actor, mayKeepChannels)
  const { telegram } = addressesOf(ctx.platform.environment)
  const talk = new Conversation(ctx.platform, [token])
  const ask = (method: string, query: Record<string, string> = {}) =>
    talk.ask({ method: 'POST', address: `${telegram.api}/bot${token}/${method}`, json: query })
  const me = await ask('getMe')
  if (!isYes(me)) throw new Refusal('badInput', { fields: { token: 'channels_telegram_token' } })
  const chat = await ask('getChat', { chat_id: channel })
  if (!isYes(chat) || textAt(chat.json, 'result', 'type') !== 'channel')
    throw new Refusal('badInput', { fields: { channel: 'channels_telegram_unknown' } })
  const mine = await ask('getChatMember', {
    chat_id: channel,
    user_id: textAt(me.json, 'result', 'id') ?? '',
  })
  const mayPost =
    isYes(mine) &&
    (textAt(mine.json, 'result', 'status') === 'creator' ||
      at(mine.json, 'result', 'can_post_messages') === true)
  if (!mayPost) throw new Refusal('badInput', { fields: { channel: 'channels_telegram_rights' } })
  const name = textAt(chat.json, 'result', 'title') ?? channel
  const address = channel.startsWith('@')
    ? `https://t.me/${channel.slice(1)}`
    : `https://t.me/c/${channel.slice(4)}`
  // The token is no part of what a repeated command is compared by.
  const said = { channel, token: createHash('sha256').update(token).digest('hex') }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'channels.connectTelegram', input: said }, async () => ({
      channelId: await keepAccount(
        tx,
        ctx.platform.keys,
        'telegram',
        {
          accountId: channel,
          name,
          handle: channel,
          address,
          token: { access: token },
          endsIn: null,
          renewsIn: null,
        },
        person,
      ),
    })),
  )
}
