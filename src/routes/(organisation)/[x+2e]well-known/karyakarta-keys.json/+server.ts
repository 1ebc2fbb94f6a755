import { publishedKeys } from '#modules/credentials/server/publish.ts'
import { publicDocument } from '../../credentials/publicDocument.ts'
import type { RequestHandler } from './$types'

/** The keys by which compact passes are judged (docs/formats/compact-pass.md). */
export const GET: RequestHandler = ({ locals }) =>
  publicDocument(JSON.stringify(publishedKeys(locals.context)), 'application/json', 'list')
