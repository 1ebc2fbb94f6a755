import { m } from '#paraglide/messages.js'
import { accentPalette } from '#design/colour/accent.ts'
import { iconAddress } from '../../../(platform)/app-icon/[kind]/icon.ts'
import type { RequestHandler } from './$types'

/** What a phone needs to put the gate on its home screen, beside the app of whoever it belongs to. */
export const GET: RequestHandler = ({ locals: { settings } }) => {
  const accent = accentPalette(settings?.accent ?? '')?.light.accent ?? '#0b5d5b'
  const icon = (kind: '192' | '512' | 'maskable') => ({
    src: iconAddress(kind, accent),
    sizes: kind === '192' ? '192x192' : '512x512',
    type: 'image/png',
    purpose: kind === 'maskable' ? 'maskable' : 'any',
  })
  const name = m.events_gate_title({}, { locale: 'hi' })
  const manifest = {
    id: '/gate',
    name,
    short_name: name,
    lang: 'hi',
    start_url: '/gate',
    scope: '/gate',
    display: 'standalone',
    orientation: 'portrait',
    theme_color: accent,
    background_color: '#faf9f5',
    icons: [icon('192'), icon('512'), icon('maskable')],
  }
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
