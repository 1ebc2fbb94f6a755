import { m } from '#paraglide/messages.js'
import { accentPalette } from '#design/colour/accent.ts'
import { iconAddress } from '../app-icon/[kind]/icon.ts'
import type { RequestHandler } from './$types'

/** The ground of pages by day (design/tokens.css), shown while the app opens. */
const PAPER = '#faf9f5'
/** Characters that fit under an icon. */
const SHORT = 12

/**
 * What a phone needs to put the app on its home screen: the organisation's own name and colour, Hindi first. One a host, so each edition has its
 * own; addresses are relative, so it is right on a tunnel as well as on this machine.
 */
export const GET: RequestHandler = ({ locals: { settings, edition } }) => {
  const name = settings?.nameHi ?? m.app_name({}, { locale: 'hi' })
  const accent = accentPalette(settings?.accent ?? '')?.light.accent ?? '#0b5d5b'
  const icon = (kind: '192' | '512' | 'maskable') => ({
    src: iconAddress(kind, accent),
    sizes: kind === '192' ? '192x192' : '512x512',
    type: 'image/png',
    purpose: kind === 'maskable' ? 'maskable' : 'any',
  })
  const manifest = {
    id: '/',
    name,
    short_name: shortened(name),
    description: settings?.titleHi ?? name,
    lang: 'hi',
    dir: 'ltr',
    start_url: edition.start,
    scope: '/',
    display: 'standalone',
    orientation: 'portrait',
    theme_color: accent,
    background_color: PAPER,
    icons: [icon('192'), icon('512'), icon('maskable')],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

/** Whole words, as many as fit. */
function shortened(name: string): string {
  const words = name.split(/\s+/)
  let short = words[0] ?? name
  for (const word of words.slice(1)) {
    if (short.length + 1 + word.length > SHORT) break
    short = `${short} ${word}`
  }
  return short
}
