import { statusList } from '#modules/credentials/server/publish.ts'
import { publicDocument } from '../../publicDocument.ts'
import type { RequestHandler } from './$types'

/** A Bitstring Status List that badges name. */
export const GET: RequestHandler = async ({ locals, params }) =>
  publicDocument(
    JSON.stringify(
      await statusList(locals.context, /^\d{1,5}$/.test(params.list) ? Number(params.list) : -1),
    ),
    'application/vc+ld+json',
    'list',
  )
