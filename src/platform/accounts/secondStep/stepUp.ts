import { z } from 'zod'
import { requirePerson } from '../../access/authorise.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { parse } from '../../errors/parse.ts'
import { spend } from '../budgets.ts'
import { sixDigits } from '../proveCode.ts'
import type { OpenedSession } from '../session.ts'
import { raiseSession } from './raiseSession.ts'
import { useRecoveryCode } from './recoveryCodes.ts'
import { totpStepOf } from './totpCode.ts'
import { readTotp, useTotpStep } from './totpStore.ts'

/**
 * Makes the second step with the authenticator's code. Each code counts once, also among requests at the same moment.
 * @throws Refusal badInput on `code`; tooOften after ten tries in a quarter of an hour
 */
export async function stepUpByTotp(ctx: Context, input: { readonly code: string }): Promise<OpenedSession> {
  const person = requirePerson(ctx.actor)
  const { code } = parse(z.object({ code: sixDigits }), { code: input.code })
  await spend(ctx.platform, 'secondStepPerPerson', person.personId)
  return ctx.transaction(async (tx) => {
    const totp = await readTotp(tx.db, ctx.platform.keys, person.personId, true)
    const step = totp && totpStepOf(totp.secret, code, tx.now)
    if (!totp || step === undefined)
      throw new Refusal('badInput', { fields: { code: 'accounts_totp_wrong' } })
    if (!(await useTotpStep(tx, totp.id, step)))
      throw new Refusal('badInput', { fields: { code: 'accounts_totp_used' } })
    return raiseSession(tx, person, 'totp')
  })
}

const recoveryInput = z.object({
  recovery: z
    .string({ error: 'accounts_recovery_missing' })
    .trim()
    .min(1, 'accounts_recovery_missing')
    .max(40, 'accounts_recovery_wrong'),
})

/**
 * Makes the second step with one of the recovery codes, which is then spent.
 * @throws Refusal badInput on `recovery`; tooOften
 */
export async function stepUpByRecoveryCode(
  ctx: Context,
  input: { readonly recovery: string },
): Promise<OpenedSession> {
  const person = requirePerson(ctx.actor)
  const { recovery } = parse(recoveryInput, input)
  await spend(ctx.platform, 'secondStepPerPerson', person.personId)
  return ctx.transaction(async (tx) => {
    if (!(await useRecoveryCode(tx, ctx.platform.keys, person.personId, recovery)))
      throw new Refusal('badInput', { fields: { recovery: 'accounts_recovery_wrong' } })
    return raiseSession(tx, person, 'recovery_code')
  })
}
