import { openPublicFile } from '#modules/studio/server/renditions/publishPiece.ts'
import { bytesResponse } from '../../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** A picture or clip of a public piece, named by its contents; kept a minute, so that a recall takes it away soon. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const response = bytesResponse(await openPublicFile(locals.context, params.piece, params.name), request)
  response.headers.set('cache-control', 'public, max-age=60')
  return response
}
