import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { unseal } from '../keys/sealed.ts'
import { sendSoon } from '../messages/sendMessage.ts'
import { liveChallenge, replaceCode, resendAt } from './challengeStore.ts'
import type { Asker, Household } from './household.ts'
import { boundTo, queueCode, spendOnCode } from './requestCode.ts'
import { CODE_ATTEMPTS } from './session.ts'
import { hashOfToken, hmacOf, newCode } from './token.ts'

/**
 * Sends another code for the same challenge; the guesses already made stay counted, and the code before it no longer opens anything.
 * @returns when a further one may be asked for, or null when there will be none
 * @throws Refusal gone when the challenge is over; tooOften before the pause has passed
 */
export async function resendCode(
  ctx: Context,
  input: { readonly challenge: string },
  asker: Asker,
  household: Household,
): Promise<{ readonly resendAt: Date | null }> {
  const { keys } = ctx.platform
  const tokenHash = hashOfToken(input.challenge)
  const before = await ctx.transaction((tx) => liveChallenge(tx, tokenHash))
  if (!before || before.attempts >= CODE_ATTEMPTS) throw new Refusal('gone', { reason: 'accounts_code_over' })
  await spendOnCode(ctx, before.phone_index, asker)
  const isKnown = (await household(ctx, before.phone_index)).length > 0
  const code = newCode()
  const { messageId, next } = await ctx.transaction(async (tx) => {
    const challenge = await liveChallenge(tx, tokenHash)
    if (!challenge) throw new Refusal('gone', { reason: 'accounts_code_over' })
    const allowed = resendAt(challenge)
    if (allowed === null) throw new Refusal('tooOften', { reason: 'accounts_code_no_more' })
    if (allowed > tx.now) {
      const retryAfterSeconds = Math.ceil((allowed.getTime() - tx.now.getTime()) / 1000)
      throw new Refusal('tooOften', { reason: 'accounts_code_too_soon', retryAfterSeconds })
    }
    await replaceCode(tx, tokenHash, hmacOf(keys, code, input.challenge))
    const reaches = isKnown || challenge.purpose !== 'sign_in'
    const phone = unseal(keys, challenge.phone_sealed, boundTo(tokenHash))
    return {
      messageId: reaches ? await queueCode(ctx, tx, phone, code) : undefined,
      next: resendAt({ sends: challenge.sends + 1, sent_at: tx.now }),
    }
  })
  if (messageId) sendSoon(ctx.platform, messageId)
  return { resendAt: next }
}
