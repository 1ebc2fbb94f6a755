import type { ReportHarassment, TellMore } from '#modules/people/domain/harassment.ts'
import { reportHarassment } from '#modules/people/server/reportHarassment.ts'
import { tellMore } from '#modules/people/server/tellMore.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attempt } from '#platform/web/attempt.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({ command: uuidv7(locals.context.now) })

export const actions: Actions = {
  /** One tap: what kind it was. Words may follow. */
  send: async ({ locals, request, getClientAddress }) => {
    const typed = await readForm(request)
    return attempt(typed, async () => {
      await spend(locals.context.platform, 'harassmentPerAddress', countedAddress(getClientAddress()))
      return reportHarassment(locals.context, typed as unknown as ReportHarassment)
    })
  },
  more: async ({ locals, request, getClientAddress }) => {
    const typed = await readForm(request)
    return attempt(typed, async () => {
      await spend(locals.context.platform, 'harassmentPerAddress', countedAddress(getClientAddress()))
      await tellMore(locals.context, typed as unknown as TellMore)
      return { added: true }
    })
  },
}
