import { text } from 'node:stream/consumers'
import { openPieceRendition } from '#modules/studio/server/renditions/openRendition.ts'
import { bytesResponse } from '../../../../../bytesResponse.ts'
import { AMP_POLICY, PAGE_POLICY } from '../../../../../storyPolicy.ts'
import type { RequestHandler } from './$types'

/** A rendition, for whoever sees its piece. A story or page is shown with the studio's own pictures, since its public ones are not there yet. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const opened = await openPieceRendition(locals.context, params.rendition)
  if (!opened.mediaType.startsWith('text/html')) {
    const response = bytesResponse(opened, request)
    response.headers.set(
      'content-disposition',
      `inline; filename="${opened.name}.${ENDINGS[opened.mediaType.split(';')[0]!] ?? 'bin'}"`,
    )
    return response
  }
  const html = (await text(opened.stream)).replaceAll(
    new RegExp(`https?://[^"'\\s]+/piece/${opened.pieceId}/m/`, 'g'),
    `/studio/${opened.pieceId}/renditions/m/`,
  )
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': html.includes('amp-boilerplate') ? AMP_POLICY : PAGE_POLICY,
      'x-robots-tag': 'noindex',
    },
  })
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'text/plain': 'txt',
  'text/vtt': 'vtt',
}
