import { coverageCsv } from '#modules/coverage/server/coverageCsv.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { toSignIn } from '#platform/web/attempt.ts'
import type { RequestHandler } from './$types'

/** The booths as a file. A form post, never a link: it leaves a line in the audit log. */
export const POST: RequestHandler = async ({ locals, request, url }) => {
  const { place, wing, state } = await readForm(request)
  try {
    const { name, text } = await coverageCsv(locals.context, {
      placeId: place || undefined,
      wing: wing || undefined,
      state: state || undefined,
    })
    return new Response(text, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
      },
    })
  } catch (thrown) {
    const back = new URL('/coverage', url)
    if (isRefusal(thrown) && thrown.id === 'secondStepNeeded') toSignIn(back, true)
    if (isRefusal(thrown) && thrown.id === 'notSignedIn') toSignIn(back)
    throw thrown
  }
}
