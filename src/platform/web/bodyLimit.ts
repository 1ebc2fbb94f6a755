import { CATALOGUE } from '../errors/catalogue.ts'

/** Bytes that a form of words needs at most; doors that take a file say how much more (editions/). */
export const USUAL_BODY = 512 * 1024
/** Bytes of a photo and its form. */
export const PHOTO_BODY = 11 * 1024 * 1024
/** Bytes that any door takes at most: a list of people (spreadsheet/limits.ts) and its form. The web server itself reads no further. */
export const LARGEST_BODY = 66 * 1024 * 1024

/**
 * The same request, whose body fails with 413 as soon as more than `limit` bytes have come, whatever its length was said to be. Nothing is
 * read before somebody reads the body.
 */
export function withBodyLimit(request: Request, limit: number): Request {
  if (!request.body) return request
  const tooLarge = () =>
    Object.assign(new Error('the body is too large'), { status: CATALOGUE.tooLarge.status })
  const announced = Number(request.headers.get('content-length') ?? 0)
  let bytes = 0
  const counted = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start(controller) {
        if (announced > limit) controller.error(tooLarge())
      },
      transform(part, controller) {
        bytes += part.length
        if (bytes > limit) controller.error(tooLarge())
        else controller.enqueue(part)
      },
    }),
  )
  return new Request(request, { body: counted, duplex: 'half' } as RequestInit)
}
