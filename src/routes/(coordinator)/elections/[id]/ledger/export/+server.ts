import { exportLedger } from '#modules/elections/server/exportLedger.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { inLanguage } from '#design/display/named.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { shellOf } from '../../../../../shell.ts'
import { ledgerFile } from './ledgerFile.ts'
import type { RequestHandler } from './$types'

/** The ledger as a file. A form post, never a link: it leaves a line in the audit log. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
  const { format } = await readForm(request)
  const { context, locale } = locals
  try {
    const exported = await exportLedger(context, { electionId: params.id, format })
    const who = inLanguage(await viewActing(context), locale)
    return ledgerFile(exported, { locale, who, organisation: shellOf(locals).organisation })
  } catch (thrown) {
    const back = new URL(`/elections/${encodeURIComponent(params.id)}/ledger`, url)
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') toSignIn(back, true)
    if (isRefusal(thrown) && thrown.id === 'notSignedIn') toSignIn(back)
    throw thrown
  }
}
