import type { ReportHarassment } from '#modules/people/domain/harassment.ts'
import { reportHarassment } from '#modules/people/server/index.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({ command: uuidv7(locals.context.now) })

export const actions: Actions = {
  default: async ({ locals, request, getClientAddress }) => {
    const typed = await readForm(request)
    return attempt(typed, async () => {
      await spend(locals.context.platform, 'harassmentPerAddress', countedAddress(getClientAddress()))
      await reportHarassment(locals.context, typed as unknown as ReportHarassment)
      return { sent: true }
    })
  },
}
