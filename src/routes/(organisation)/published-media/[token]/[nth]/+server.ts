import { Readable } from 'node:stream'
import { openPublishedMedia } from '#modules/channels/server/openPublishedMedia.ts'
import type { RequestHandler } from './$types'

/** A post's file for the platform that fetches it: open only while that post is being sent, by a word that nobody guesses. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { stream, bytes, mediaType } = await openPublishedMedia(
    locals.context,
    params.token,
    Number(params.nth),
  )
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: { 'content-type': mediaType, 'content-length': String(bytes), 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'x-robots-tag': 'noindex' }, // prettier-ignore
  })
}
