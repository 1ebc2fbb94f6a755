import { Readable } from 'node:stream'

interface Opened {
  readonly bytes: number
  readonly mediaType: string
  readonly stream: Readable
}

/**
 * A kept file as an answer that only its asker's browser keeps. Players ask for a part: it is given, since some show nothing otherwise (Safari).
 * What is sent is a picture, a clip or a voice and nothing else: `nosniff` and an empty policy keep it one.
 */
export function bytesResponse({ bytes, mediaType, stream }: Opened, request: Request): Response {
  const headers: Record<string, string> = {
    'content-type': mediaType,
    'cache-control': 'private, max-age=86400',
    'content-security-policy': "default-src 'none'",
    'accept-ranges': 'bytes',
  }
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? []
  if (from === undefined) {
    headers['content-length'] = String(bytes)
    return new Response(Readable.toWeb(stream) as ReadableStream, { headers })
  }
  const first = Number(from)
  const last = Math.min(bytes - 1, to ? Number(to) : bytes - 1)
  if (first > last) {
    stream.destroy()
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${bytes}` } })
  }
  headers['content-length'] = String(last - first + 1)
  headers['content-range'] = `bytes ${first}-${last}/${bytes}`
  return new Response(Readable.toWeb(Readable.from(partOf(stream, first, last))) as ReadableStream, {
    status: 206,
    headers,
  })
}

async function* partOf(stream: Readable, first: number, last: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const part of stream as AsyncIterable<Uint8Array>) {
    const from = Math.max(0, first - at)
    const until = Math.min(part.length, last + 1 - at)
    if (from < until) yield part.subarray(from, until)
    at += part.length
    if (at > last) return
  }
}
