import { Readable } from 'node:stream'
import { openPhoto } from '#modules/tasks/server/openPhoto.ts'
import type { RequestHandler } from './$types'

/** A report's photo, for whoever sent it and those who see her: never for a shared cache. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { bytes, stream } = await openPhoto(locals.context, params.report)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'image/jpeg',
      'content-length': String(bytes),
      'cache-control': 'private, no-store',
      'content-disposition': 'inline; filename="photo.jpg"',
    },
  })
}
