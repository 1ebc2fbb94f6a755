import { z } from 'zod'
import { hashOfToken } from '#platform/accounts/token.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import { BY_SIGN_IN } from '../domain/platform.ts'
import { forgetConnecting, saveAccounts, takeConnecting } from './connectingStore.ts'
import { keeper } from './keeping.ts'
import { keepAccount } from './keepAccount.ts'
import { appOf } from './oauth/app.ts'
import { exchange } from './oauth/exchange.ts'
import { mayKeepChannels } from './policy.ts'
import { verifierBound } from './startConnecting.ts'

const schema = z.object({
  platform: z.enum(BY_SIGN_IN, { error: 'channels_platform_needed' }),
  state: z
    .string({ error: 'channels_state_unknown' })
    .min(20, 'channels_state_unknown')
    .max(200, 'channels_state_unknown'),
  code: z.string().max(2000).optional(),
})

/**
 * Takes the administrator back from a platform's page: gives the code for a token and keeps the account; where the sign-in opens several, she chooses.
 * @returns the channel, or among what she chooses
 * @throws Refusal forbidden, secondStepNeeded; gone when this return was used, is another session's or too late; badInput when she or the platform said no
 */
export async function finishConnecting(
  ctx: Context,
  input: z.input<typeof schema>,
): Promise<{ readonly channelId: string } | { readonly choose: string }> {
  const { platform, state, code } = parse(schema, input)
  const person = keeper(ctx.actor, mayKeepChannels)
  const { keys, environment } = ctx.platform
  // Used up before anything is asked: a second return with the same word finds nothing.
  const begun = await ctx.transaction((tx) =>
    takeConnecting(tx, { stateHash: hashOfToken(state), platform, sessionId: person.sessionId }),
  )
  if (!begun) throw new Refusal('gone', { reason: 'channels_state_unknown' })
  const app = appOf(environment, platform)
  if (!app || code === undefined) throw new Refusal('badInput', { reason: 'channels_said_no' })
  const accounts = await exchange(
    ctx,
    platform,
    app,
    code,
    unseal(keys, begun.secretSealed, verifierBound(begun.id)),
  )
  if (!accounts) throw new Refusal('badInput', { reason: 'channels_said_no' })
  const [account, ...others] = accounts
  if (!account) throw new Refusal('badInput', { reason: 'channels_no_account' })
  return ctx.transaction(async (tx) => {
    if (others.length > 0) {
      await saveAccounts(tx, begun.id, seal(keys, JSON.stringify(accounts), verifierBound(begun.id)))
      return { choose: begun.id }
    }
    await forgetConnecting(tx, begun.id)
    return { channelId: await keepAccount(tx, keys, platform, account, person) }
  })
}
