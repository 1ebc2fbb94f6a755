import { secondFactors } from '#platform/accounts/secondStep/secondFactors.ts'
import type { PageServerLoad } from './$types'

/** Whoever acts for others opens phones and gives offices with a second step: said on the first day, not at the first locked door. */
export const load: PageServerLoad = async ({ locals: { context } }) => {
  const leads = context.actor.kind === 'person' && context.actor.scope.length > 0
  if (!leads) return { secondFactorDue: false }
  const { hasTotp, passkeys } = await secondFactors(context)
  return { secondFactorDue: !hasTotp && passkeys.length === 0 }
}
