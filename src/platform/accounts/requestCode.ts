import type { Context, Transaction } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { blindIndex, seal } from '../keys/sealed.ts'
import { queueMessage } from '../messages/queueMessage.ts'
import { sendSoon } from '../messages/sendMessage.ts'
import { isRecognised } from './accountStore.ts'
import { countedAddress, spend } from './budgets.ts'
import { resendAt, saveChallenge, type CodePurpose } from './challengeStore.ts'
import { codeMessage } from './codeMessage.ts'
import type { Asker, Household } from './household.ts'
import { maskPhone, parsePhone } from './phone.ts'
import { CODE_LASTS_MS, later } from './session.ts'
import { hashOfToken, hmacOf, newCode, newToken } from './token.ts'

export interface RequestCode {
  /** As typed, in any common Indian format. */
  readonly phone: string
  readonly purpose: CodePurpose
  /** The session that changes its number; the other purposes have none. */
  readonly sessionId?: string
  /** Whom the join verb made or found, never what a form says: she is chosen once the code was right. */
  readonly personId?: string
}

export interface CodeRequested {
  /** For the challenge cookie. */
  readonly challenge: string
  readonly maskedPhone: string
  readonly resendAt: Date | null
}

/**
 * Sends a one-time code, and answers a phone that nobody here knows exactly alike: it gets a challenge that no code will ever open. Only
 * joining and a changed number reach an unknown phone. Not a replayable command: each call is a new secret, and the budgets count it.
 * @param household who stands behind a phone; composed by the door
 * @throws Refusal badInput on `phone`; tooOften with the seconds to wait
 */
export async function requestCode(
  ctx: Context,
  input: RequestCode,
  asker: Asker,
  household: Household,
): Promise<CodeRequested> {
  return sendCode(ctx, await payForCode(ctx, input.phone, asker), input, household)
}

/** A phone whose budgets have just paid for one code. */
export interface PaidPhone {
  /** E.164. */
  readonly phone: string
  readonly index: Buffer
}

/**
 * The first half of requestCode, for a door that does something else in between: a join must not write a person behind a phone that may
 * get no code. @throws Refusal badInput on `phone`; tooOften
 */
export async function payForCode(ctx: Context, typed: string, asker: Asker): Promise<PaidPhone> {
  const parsed = parsePhone(typed)
  if (!parsed.ok) throw new Refusal('badInput', { fields: { phone: parsed.reason } })
  const index = blindIndex(ctx.platform.keys, parsed.phone)
  await spendOnCode(ctx, index, asker)
  return { phone: parsed.phone, index }
}

/** The second half of requestCode; each payment is for one code. */
export async function sendCode(
  ctx: Context,
  { phone, index }: PaidPhone,
  input: Omit<RequestCode, 'phone'>,
  household: Household,
): Promise<CodeRequested> {
  const { keys } = ctx.platform
  const isKnown = (await household(ctx, index)).length > 0
  const challenge = newToken()
  const code = newCode()
  const tokenHash = hashOfToken(challenge)
  const messageId = await ctx.transaction(async (tx) => {
    await saveChallenge(tx, tokenHash, {
      purpose: input.purpose,
      session_id: input.sessionId ?? null,
      person_id: (input.purpose === 'join' && input.personId) || null,
      phone_sealed: seal(keys, phone, boundTo(tokenHash)),
      phone_index: index,
      code_hmac: hmacOf(keys, code, challenge),
    })
    return isKnown || input.purpose !== 'sign_in' ? queueCode(ctx, tx, phone, code) : undefined
  })
  // Not awaited: how long the gateway takes would tell a known number from an unknown one.
  if (messageId) sendSoon(ctx.platform, messageId)
  return {
    challenge,
    maskedPhone: maskPhone(phone),
    resendAt: resendAt({ sends: 1, sent_at: ctx.now }),
  }
}

/** Where a challenge's phone is sealed to. */
export const boundTo = (tokenHash: Buffer): string => `accounts.challenge:${tokenHash.toString('hex')}`

/** A recognised browser spends its own budgets: what strangers do to the phone or from the same address does not reach it. */
export async function spendOnCode(ctx: Context, phoneIndex: Buffer, asker: Asker): Promise<void> {
  const { platform } = ctx
  const phone = phoneIndex.toString('hex')
  if (await isRecognised(platform.db, phoneIndex, hashOfToken(asker.device))) {
    await spend(platform, 'codePerKnownDevice', `${phone}|${asker.device}`)
    return
  }
  await spend(platform, 'codePerDevice', asker.device)
  await spend(platform, 'codePerAddress', countedAddress(asker.address))
  await spend(platform, 'codePerPhone', phone)
}

/** Puts the message with the code into the ledger, in the visitor's language. */
export const queueCode = (ctx: Context, tx: Transaction, phone: string, code: string): Promise<string> =>
  queueMessage(tx, ctx.platform.keys, {
    kind: 'sign_in_code',
    to: phone,
    body: codeMessage(ctx.locale, code),
    locale: ctx.locale,
    expiresAt: later(ctx.now, CODE_LASTS_MS),
  })
