import { issuerProfile } from '#modules/credentials/server/publish.ts'
import { publicDocument } from '../publicDocument.ts'
import type { RequestHandler } from './$types'

/** Who gives badges, as Open Badges says it. */
export const GET: RequestHandler = async ({ locals }) =>
  publicDocument(JSON.stringify(await issuerProfile(locals.context)), 'application/ld+json', 'document')
