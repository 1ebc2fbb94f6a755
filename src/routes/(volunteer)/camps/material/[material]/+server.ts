import { Readable } from 'node:stream'
import { openMaterial } from '#modules/events/server/material.ts'
import { FILE_KINDS } from '#platform/files/fileKind.ts'
import type { RequestHandler } from './$types'

/** A file of an event, for those who registered and those who run it: saved, never shown within our pages, never in a shared cache. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { bytes, kind, stream } = await openMaterial(locals.context, params.material)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': FILE_KINDS[kind],
      'content-length': String(bytes),
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="material.${kind}"`,
      'x-content-type-options': 'nosniff',
    },
  })
}
