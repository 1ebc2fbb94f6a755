import { record } from '../../audit/append.ts'
import { requireSecondStep } from '../../access/authorise.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { renewRecoveryCodes } from './recoveryCodes.ts'
import { secondFactors } from './secondFactors.ts'

/**
 * New recovery codes for who has used theirs up or lost the paper; the earlier ones are gone. They are in the answer only.
 * @throws Refusal notSignedIn, secondStepNeeded, or gone without a second factor that they could stand in for
 */
export async function newRecoveryCodes(ctx: Context): Promise<readonly string[]> {
  const { personId } = requireSecondStep(ctx.actor)
  const { hasTotp, passkeys } = await secondFactors(ctx)
  if (!hasTotp && passkeys.length === 0) throw new Refusal('gone')
  return ctx.transaction(async (tx) => {
    const codes = await renewRecoveryCodes(tx, ctx.platform.keys, personId)
    record(tx, 'accounts.newRecoveryCodes', `person:${personId}`)
    return codes
  })
}
