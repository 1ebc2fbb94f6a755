import { openLibraryFile } from '#modules/studio/server/library/openLibraryFile.ts'
import { bytesResponse } from '../../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** A file of the library, for whoever sees it. Named by its contents, so it never changes; a browser keeps it, a shared cache does not. */
export const GET: RequestHandler = async ({ locals, params, request }) =>
  bytesResponse(await openLibraryFile(locals.context, params.file), request)
