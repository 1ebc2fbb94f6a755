import { publishFeed } from '#modules/schemes/server/publishFeed.ts'
import type { RequestHandler } from './$types'

/** Anybody's: no key, no cookie, and any page may read it. */
export const GET: RequestHandler = async ({ locals, request }) => {
  const { body, etag } = await publishFeed(locals.context)
  const headers = {
    etag,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  }
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
  if (known?.includes(etag) || known?.includes('*')) return new Response(null, { status: 304, headers })
  return new Response(body, { headers })
}
