import { viewAward } from '#modules/credentials/server/publish.ts'
import { publicDocument } from '../../publicDocument.ts'
import type { RequestHandler } from './$types'

/** What a badge was given for, as Open Badges says it; nobody is named. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const number = /^\d{1,9}$/.test(params.number) ? Number(params.number) : 0
  const { document } = await viewAward(locals.context, number)
  return publicDocument(JSON.stringify(document), 'application/ld+json', 'document')
}
