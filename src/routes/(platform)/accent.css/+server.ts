import { accentStylesheet } from '#design/colour/accent.ts'
import type { RequestHandler } from './$types'

/** The organisation's accent, made legible in light and dark. Its address carries the colour, so it may be kept for good. */
export const GET: RequestHandler = ({ locals, url }) => {
  const accent = locals.settings?.accent
  if (!accent) return new Response('', { headers: { 'content-type': 'text/css' } })
  const isCurrent = url.searchParams.get('colour') === accent.slice(1)
  return new Response(accentStylesheet(accent), {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
    },
  })
}
