import { openLibraryFile } from '#modules/studio/server/library/openLibraryFile.ts'
import { bytesResponse } from '../../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** A still picture of a medium by the medium's own address: of a clip a frame, which the editor shows in its place. */
export const GET: RequestHandler = async ({ locals, params, request }) =>
  bytesResponse(await openLibraryFile(locals.context, params.file, 'still'), request)
