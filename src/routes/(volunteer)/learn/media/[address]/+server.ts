import { Readable } from 'node:stream'
import { openMedia } from '#modules/learning/server/openMedia.ts'
import type { RequestHandler } from './$types'

/** Sound or film of a lesson. Players ask for it piece by piece; Safari plays nothing that does not come so (RFC 9110 §14). */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const { bytes, mediaType, stream } = await openMedia(locals.context, params.address)
  const headers = {
    'content-type': mediaType,
    'cache-control': 'private, max-age=31536000, immutable',
    'content-disposition': 'inline',
    'accept-ranges': 'bytes',
  }
  const asked = rangeOf(request.headers.get('range'), bytes)
  if (!asked)
    return new Response(Readable.toWeb(stream) as ReadableStream, {
      headers: { ...headers, 'content-length': String(bytes) },
    })
  const { from, to } = asked
  return new Response(
    Readable.toWeb(Readable.from(piece(stream, from, to), { objectMode: false })) as ReadableStream,
    {
      status: 206,
      headers: {
        ...headers,
        'content-length': String(to - from + 1),
        'content-range': `bytes ${from}-${to}/${bytes}`,
      },
    },
  )
}

/** The first and last byte that are asked for; undefined for anything but one plain range, which is answered with the whole. */
function rangeOf(header: string | null, bytes: number): { from: number; to: number } | undefined {
  const read = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(header ?? '')
  if (!read) return undefined
  const from = Number(read[1])
  const to = read[2] === '' ? bytes - 1 : Math.min(Number(read[2]), bytes - 1)
  return from <= to ? { from, to } : undefined
}

async function* piece(stream: Readable, from: number, to: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    const [begin, end] = [Math.max(0, from - at), Math.min(part.length, to + 1 - at)]
    at += part.length
    if (begin < end) yield part.subarray(begin, end)
    if (at > to) return
  }
}
