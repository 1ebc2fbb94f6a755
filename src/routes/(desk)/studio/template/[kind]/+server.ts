import { PIECE_KINDS } from '#engines/scenes/index.ts'
import { drawTemplate } from '#modules/studio/server/drawTemplate.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { RequestHandler } from './$types'

/** What a kind's template looks like in the organisation's present look, its hints in place of words. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const kind = PIECE_KINDS.find((one) => one === params.kind)
  if (!kind) throw new Refusal('notFound', { reason: 'studio_kind_needed' })
  const at = Number(url.searchParams.get('scene') ?? '1')
  const svg = await drawTemplate(
    locals.context,
    kind,
    url.searchParams.get('language') === 'en' ? 'en' : 'hi',
    at,
  )
  return new Response(svg, {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
