import { openFileOfKit } from '#modules/campaigns/server/openFileOfKit.ts'
import { bytesResponse } from '../../../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** A picture, film or sound of a kit, for those who decide about it. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const { kit, rendition } = params
  return bytesResponse(await openFileOfKit(locals.context, { kitId: kit, renditionId: rendition }), request)
}
