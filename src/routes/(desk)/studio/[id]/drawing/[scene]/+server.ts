import { drawScene } from '#modules/studio/server/drawScene.ts'
import { isCanvas } from '#modules/studio/domain/canvas.ts'
import type { RequestHandler } from './$types'

/**
 * One scene as it is drawn. The address names what it shows (`at`: the hash of the piece or its version), so a browser keeps it; a shared cache does
 * not. As a picture it runs nothing, whatever opens it.
 */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const canvas = url.searchParams.get('canvas') ?? 'story'
  const version = url.searchParams.get('version')
  const svg = await drawScene(locals.context, {
    pieceId: params.id,
    scene: params.scene,
    language: url.searchParams.get('language') === 'en' ? 'en' : 'hi',
    ...(isCanvas(canvas) ? { canvas } : {}),
    version: version !== null && /^\d{1,9}$/.test(version) ? Number(version) : undefined,
  })
  const kept = url.searchParams.has('at') || version !== null
  return new Response(svg, {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': kept ? 'private, max-age=31536000, immutable' : 'private, no-store',
      'content-security-policy': "default-src 'none'; img-src data:; sandbox",
    },
  })
}
