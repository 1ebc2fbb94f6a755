import { Readable } from 'node:stream'
import { openKitFile } from '#modules/campaigns/server/myKits.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

/** A kit's picture, film or sound: kept by the phone's worker, never by a cache that a recall does not reach. */
export const GET: RequestHandler = async (event) => {
  signedIn(event)
  const { context, edition } = event.locals
  const { kit, rendition } = event.params
  const asked = { kitId: kit, renditionId: rendition }
  const { bytes, mediaType, stream } = await openKitFile(context, asked, edition.releaseRules)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': mediaType,
      'content-length': String(bytes),
      'cache-control': 'private, no-store',
      'content-disposition': 'inline',
    },
  })
}
