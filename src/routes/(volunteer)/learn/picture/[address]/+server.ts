import { Readable } from 'node:stream'
import { openMedia } from '#modules/learning/server/openMedia.ts'
import type { RequestHandler } from './$types'

/** A lesson's picture: named by its contents, so it never changes; kept by the phone, never by a shared cache. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { bytes, mediaType, stream } = await openMedia(locals.context, params.address)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': mediaType,
      'content-length': String(bytes),
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': 'inline',
    },
  })
}
