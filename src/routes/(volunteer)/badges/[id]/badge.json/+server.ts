import { openMyBadge } from '#modules/credentials/server/myBadges.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

/** One's own badge as a signed Open Badges 3.0 credential, for other systems and wallets. */
export const GET: RequestHandler = async (event) => {
  signedIn(event)
  const signed = await openMyBadge(event.locals.context, event.params.id)
  return new Response(JSON.stringify(signed, null, 2), {
    headers: {
      'content-type': 'application/vc+ld+json',
      // Several lie in one folder: each has a name of its own.
      'content-disposition': `attachment; filename="badge-${event.params.id.slice(-6)}.json"`,
    },
  })
}
