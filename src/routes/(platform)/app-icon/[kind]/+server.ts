import { error } from '@sveltejs/kit'
import sharp from 'sharp'
import { accentPalette } from '#design/colour/accent.ts'
import { drawIcon, ICON_KINDS } from './icon.ts'
import type { RequestHandler } from './$types'

/** Drawn once a process and colour: three small pictures. */
const drawn = new Map<string, Promise<Buffer>>()

/** The app's icon in the organisation's colour, whatever colour is asked for. */
export const GET: RequestHandler = async ({ params, locals, url }) => {
  const kind = ICON_KINDS.find((known) => known === params.kind)
  if (!kind) error(404, 'notFound', { id: 'notFound' })
  const accent = accentPalette(locals.settings?.accent ?? '')?.light.accent ?? '#0b5d5b'
  const key = `${kind} ${accent}`
  const known =
    drawn.get(key) ??
    sharp(Buffer.from(drawIcon(kind, accent).svg))
      .png({ palette: true })
      .toBuffer()
  drawn.set(key, known)
  const isCurrent = url.searchParams.get('colour') === accent.slice(1)
  return new Response(new Uint8Array(await known), {
    headers: {
      'content-type': 'image/png',
      'cache-control': isCurrent ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
    },
  })
}
