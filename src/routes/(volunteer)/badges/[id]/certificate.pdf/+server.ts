import { certificateOfMine } from '#modules/credentials/server/certificateOfMine.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

/** One's own certificate, drawn when it is asked for. */
export const GET: RequestHandler = async (event) => {
  signedIn(event)
  const pdf = await certificateOfMine(event.locals.context, event.params.id)
  return new Response(Uint8Array.from(pdf), {
    headers: {
      'content-type': 'application/pdf',
      // Several lie in one folder: each has a name of its own.
      'content-disposition': `attachment; filename="certificate-${event.params.id.slice(-6)}.pdf"`,
    },
  })
}
