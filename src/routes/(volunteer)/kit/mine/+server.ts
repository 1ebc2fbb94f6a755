import { json } from '@sveltejs/kit'
import { meetPhone } from '#modules/campaigns/server/myKits.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

/** A phone's contact: which kits it is to keep, and which it must put away. */
export const GET: RequestHandler = async (event) => {
  signedIn(event)
  const { context, edition } = event.locals
  const have = (event.url.searchParams.get('have') ?? '').split(',')
  return json(await meetPhone(context, have, edition.releaseRules), { headers: { 'cache-control': 'no-store' } })
} // prettier-ignore
