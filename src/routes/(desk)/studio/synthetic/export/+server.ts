import { inLanguage } from '#design/display/named.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { exportSyntheticRegister } from '#modules/studio/server/library/syntheticRegister.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import { shellOf } from '../../../../shell.ts'
import { registerFile } from './registerFile.ts'
import type { RequestHandler } from './$types'

/** The register as a file. A form post, never a link: it leaves a line in the audit log. */
export const POST: RequestHandler = async ({ locals, url }) => {
  const { context, locale } = locals
  try {
    const exported = await exportSyntheticRegister(context)
    const who = inLanguage(await viewActing(context), locale)
    return registerFile(exported, { locale, who, organisation: shellOf(locals).organisation })
  } catch (thrown) {
    const back = new URL('/studio/synthetic', url)
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') toSignIn(back, true)
    if (isRefusal(thrown) && thrown.id === 'notSignedIn') toSignIn(back)
    throw thrown
  }
}
