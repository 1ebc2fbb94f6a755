import { createHash } from 'node:crypto'
import { asAtom, asJsonFeed, asRss, type Feed } from '#modules/channels/domain/feed.ts'
import { websiteFeed } from '#modules/channels/server/websiteFeed.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { RequestHandler } from './$types'

const KINDS: Readonly<Record<string, { readonly type: string; readonly write: (feed: Feed) => string }>> = {
  rss: { type: 'application/rss+xml', write: asRss },
  atom: { type: 'application/atom+xml', write: asAtom },
  json: { type: 'application/feed+json', write: asJsonFeed },
}

/** What is published on the website, for readers' programs: `hi.rss`, `en.atom`, `hi.json` … */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const [, language, ending] = /^(hi|en)\.(rss|atom|json)$/.exec(params.file) ?? []
  const kind = KINDS[ending ?? '']
  if (!kind) throw new Refusal('notFound')
  const body = kind.write(await websiteFeed(locals.context, language as 'hi' | 'en'))
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const headers = { etag, 'cache-control': 'public, max-age=300', 'x-content-type-options': 'nosniff' }
  const known = (request.headers.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, '')) // prettier-ignore
  if (known.includes(etag)) return new Response(null, { status: 304, headers })
  return new Response(body, { headers: { ...headers, 'content-type': `${kind.type}; charset=utf-8` } })
}
