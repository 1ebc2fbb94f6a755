import { openNewsFile } from '#modules/channels/server/openNewsFile.ts'
import { bytesResponse } from '../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** A picture or film of what is published on the website; kept a minute, so that a recall takes it away soon. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const response = bytesResponse(await openNewsFile(locals.context, params.post, params.nth), request)
  response.headers.set('cache-control', 'public, max-age=60')
  return response
}
