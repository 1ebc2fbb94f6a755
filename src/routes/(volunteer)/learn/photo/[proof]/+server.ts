import { Readable } from 'node:stream'
import { openProofPhoto } from '#modules/learning/server/openProofPhoto.ts'
import type { RequestHandler } from './$types'

/** The photo of a practical task, for whoever sent it and whoever may confirm it: never for a shared cache. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { bytes, stream } = await openProofPhoto(locals.context, params.proof)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(bytes),
      'cache-control': 'private, no-store',
      'content-disposition': 'inline; filename="photo.jpg"',
    },
  })
}
