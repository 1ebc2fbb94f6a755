import { error } from '@sveltejs/kit'
import { revokedList } from '#modules/credentials/server/publish.ts'
import { publicDocument } from '../../publicDocument.ts'
import type { RequestHandler } from './$types'

/** The compact list of revoked cards or badges that verifiers keep. */
export const GET: RequestHandler = async ({ locals, params: { kind } }) => {
  if (kind !== 'card' && kind !== 'badge') error(404, 'notFound', { id: 'notFound' })
  return publicDocument(await revokedList(locals.context, kind), 'application/octet-stream', 'list')
}
