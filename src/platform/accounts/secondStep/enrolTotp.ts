import { z } from 'zod'
import { record } from '../../audit/append.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { parse } from '../../errors/parse.ts'
import { spend } from '../budgets.ts'
import { sixDigits } from '../proveCode.ts'
import { later, type OpenedSession } from '../session.ts'
import { raiseSession } from './raiseSession.ts'
import { renewRecoveryCodes } from './recoveryCodes.ts'
import { requireEnroller } from './secondFactors.ts'
import { newTotpSecret, totpStepOf, totpUri } from './totpCode.ts'
import { beginTotp, confirmTotp, readTotp, useTotpStep } from './totpStore.ts'

/** A begun authenticator waits this long for its first code. */
const BEGUN_LASTS_MS = 30 * 60_000

export interface BegunTotp {
  /** Base32, for typing where no camera is. */
  readonly secret: string
  /** For the QR code. */
  readonly uri: string
}

/** Begins an authenticator app for the person who acts: a new secret, which counts once its first code was right. */
export async function beginAuthenticator(ctx: Context): Promise<void> {
  const person = await requireEnroller(ctx)
  await ctx.transaction(async (tx) => {
    await beginTotp(tx, ctx.platform.keys, person.personId, newTotpSecret())
    record(tx, 'accounts.beginAuthenticator', `person:${person.personId}`)
  })
}

/** The authenticator that is being set up, if there is one. `issuer` and `label` are what the app will show. */
export async function begunAuthenticator(
  ctx: Context,
  shown: { readonly issuer: string; readonly label: string },
): Promise<BegunTotp | undefined> {
  const person = await requireEnroller(ctx)
  const totp = await readTotp(
    ctx.platform.db,
    ctx.platform.keys,
    person.personId,
    false,
    later(ctx.now, -BEGUN_LASTS_MS),
  )
  return totp && { secret: totp.secret, uri: totpUri(totp.secret, shown.issuer, shown.label) }
}

/**
 * Confirms the begun authenticator with its first code, which is the second step as well. Any earlier authenticator and its recovery codes
 * are gone; the new codes are in the answer only.
 * @throws Refusal badInput on `code`
 */
export async function enrolTotp(
  ctx: Context,
  input: { readonly code: string },
): Promise<OpenedSession & { readonly recoveryCodes: readonly string[] }> {
  const person = await requireEnroller(ctx)
  const { code } = parse(z.object({ code: sixDigits }), { code: input.code })
  await spend(ctx.platform, 'secondStepPerPerson', person.personId)
  return ctx.transaction(async (tx) => {
    const { keys } = ctx.platform
    const totp = await readTotp(tx.db, keys, person.personId, false, later(tx.now, -BEGUN_LASTS_MS))
    if (!totp) throw new Refusal('gone', { reason: 'accounts_totp_not_begun' })
    const step = totpStepOf(totp.secret, code, tx.now)
    if (step === undefined || !(await useTotpStep(tx, totp.id, step)))
      throw new Refusal('badInput', { fields: { code: 'accounts_totp_wrong' } })
    await confirmTotp(tx, person.personId, totp.id)
    const recoveryCodes = await renewRecoveryCodes(tx, keys, person.personId)
    record(tx, 'accounts.enrolAuthenticator', `person:${person.personId}`)
    return { ...(await raiseSession(tx, person, 'totp')), recoveryCodes }
  })
}
