import { openStoryFile } from '#modules/studio/server/library/listStories.ts'
import { bytesResponse } from '../../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** A story's file, for creators of its part. */
export const GET: RequestHandler = async ({ locals, params, request }) =>
  bytesResponse(await openStoryFile(locals.context, params.id, params.part), request)
