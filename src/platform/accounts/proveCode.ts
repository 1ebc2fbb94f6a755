import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Context, Transaction } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { parse } from '../errors/parse.ts'
import { unseal } from '../keys/sealed.ts'
import { isRecognised } from './accountStore.ts'
import { spend } from './budgets.ts'
import { countGuess, spendChallenge, type Challenge } from './challengeStore.ts'
import type { Asker } from './household.ts'
import { boundTo } from './requestCode.ts'
import { CODE_ATTEMPTS } from './session.ts'
import { hashOfToken, hmacOf } from './token.ts'

/** Six digits in either script, with the spaces that people put between. */
export const sixDigits = z
  .string({ error: 'accounts_code_missing' })
  .max(40, 'accounts_code_six_digits')
  .transform((typed) =>
    typed
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/[०-९]/g, (digit) => String(digit.codePointAt(0)! - 0x966)),
  )
  .pipe(
    z
      .string()
      .min(1, 'accounts_code_missing')
      .regex(/^\d{6}$/, 'accounts_code_six_digits'),
  )

export interface ProveCode {
  /** The challenge cookie's token. */
  readonly challenge: string
  readonly code: string
}

/**
 * Checks a code and, when it is right, spends it and does the work that it allows in the same transaction. The guess is counted and
 * committed before it is looked at, so that no number of parallel requests wins more than five.
 * @throws Refusal badInput on `code`; gone when the challenge is over; tooOften when this phone has seen too many guesses today
 */
export async function proveCode<T>(
  ctx: Context,
  input: ProveCode,
  asker: Asker,
  work: (tx: Transaction, proved: { phone: string; challenge: Challenge }) => Promise<T>,
): Promise<T> {
  const { code } = parse(z.object({ code: sixDigits }), { code: input.code })
  const { keys } = ctx.platform
  const tokenHash = hashOfToken(input.challenge)
  const guessed = await ctx.transaction((tx) => countGuess(tx, tokenHash))
  if (!guessed) throw new Refusal('gone', { reason: 'accounts_code_over' })
  await spendOnGuess(ctx, guessed.phone_index, asker)
  const offered = hmacOf(keys, code, input.challenge)
  if (!timingSafeEqual(offered, guessed.code_hmac)) throw wrongCode(guessed.attempts)
  return ctx.transaction(async (tx) => {
    if (!(await spendChallenge(tx, tokenHash, offered)))
      throw new Refusal('gone', { reason: 'accounts_code_over' })
    return work(tx, { phone: unseal(keys, guessed.phone_sealed, boundTo(tokenHash)), challenge: guessed })
  })
}

const wrongCode = (attempts: number): Refusal =>
  attempts >= CODE_ATTEMPTS
    ? new Refusal('gone', { reason: 'accounts_code_over', fields: { code: 'accounts_code_last_wrong' } })
    : new Refusal('badInput', { fields: { code: 'accounts_code_wrong' } })

async function spendOnGuess(ctx: Context, phoneIndex: Buffer, asker: Asker): Promise<void> {
  const phone = phoneIndex.toString('hex')
  const known = await isRecognised(ctx.platform.db, phoneIndex, hashOfToken(asker.device))
  if (known) await spend(ctx.platform, 'guessPerKnownDevice', `${phone}|${asker.device}`)
  else await spend(ctx.platform, 'guessPerPhone', phone)
}
