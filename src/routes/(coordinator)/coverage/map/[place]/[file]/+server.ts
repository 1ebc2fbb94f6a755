import { mapFile } from '#modules/coverage/server/mapFile.ts'
import type { RequestHandler } from './$types'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/** Outlines of a map, public facts; its address changes with them, so a browser may keep it. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { svg, current } = await mapFile(locals.context, { placeId: params.place, file: params.file })
  return new Response(svg, {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': current ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
    },
  })
}
