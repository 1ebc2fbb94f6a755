import type { Context } from '../context.ts'
import { unseal } from '../keys/sealed.ts'
import { phoneOfAccount } from './accountStore.ts'
import { liveChallenge, resendAt, type CodePurpose } from './challengeStore.ts'
import { maskPhone } from './phone.ts'
import { boundTo } from './requestCode.ts'
import { CODE_ATTEMPTS, type Session } from './session.ts'
import { hashOfToken } from './token.ts'

export interface ChallengeView {
  readonly purpose: CodePurpose
  readonly maskedPhone: string
  /** Seconds until another code may be asked for; null when this was the last. */
  readonly resendInSeconds: number | null
  readonly guessesLeft: number
}

/** What the code's page shows of the challenge in the cookie; undefined when it is over. */
export async function viewChallenge(
  ctx: Context,
  challenge: string | undefined,
): Promise<ChallengeView | undefined> {
  if (!challenge) return undefined
  const tokenHash = hashOfToken(challenge)
  const live = await ctx.transaction((tx) => liveChallenge(tx, tokenHash))
  if (!live) return undefined
  const next = resendAt(live)
  return {
    purpose: live.purpose,
    maskedPhone: maskPhone(unseal(ctx.platform.keys, live.phone_sealed, boundTo(tokenHash))),
    resendInSeconds: next && Math.max(0, Math.ceil((next.getTime() - ctx.now.getTime()) / 1000)),
    guessesLeft: CODE_ATTEMPTS - live.attempts,
  }
}

/** The number one is signed in with, masked. */
export async function maskedPhoneOf(ctx: Context, session: Session): Promise<string> {
  const { phone_sealed } = await phoneOfAccount(ctx.platform.db, session.accountId)
  return maskPhone(unseal(ctx.platform.keys, phone_sealed, `accounts.account:${session.accountId}`))
}
