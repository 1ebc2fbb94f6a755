import { didDocument } from '#modules/credentials/server/publish.ts'
import { publicDocument } from '../../credentials/publicDocument.ts'
import type { RequestHandler } from './$types'

/** The house's did:web, where it has a public host. */
export const GET: RequestHandler = async ({ locals }) =>
  publicDocument(JSON.stringify(await didDocument(locals.context)), 'application/did+json', 'document')
