import { openLibraryFile } from '#modules/studio/server/library/openLibraryFile.ts'
import { openPieceRendition } from '#modules/studio/server/renditions/openRendition.ts'
import { viewRenditions } from '#modules/studio/server/renditions/viewRenditions.ts'
import { bytesResponse } from '../../../../../../bytesResponse.ts'
import type { RequestHandler } from './$types'

/** What a story's preview shows: its poster and mark, or a file of the library. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const [, form, language] = /^(poster|mark)-(hi|en)$/.exec(params.name) ?? []
  if (!form) return bytesResponse(await openLibraryFile(locals.context, params.name), request)
  const { renditions } = await viewRenditions(locals.context, params.id)
  const one = renditions.find((row) => row.form === form && row.language === language)
  return bytesResponse(await openPieceRendition(locals.context, one?.id ?? ''), request)
}
