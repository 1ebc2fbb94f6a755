import { fetchGateList } from '#modules/events/server/gate/fetchGateList.ts'
import { tokenOf } from '../deviceDoor.ts'
import type { RequestHandler } from './$types'

/** The signed list of passes (docs/formats/gate-sync.md), whole or what changed. */
export const GET: RequestHandler = async (event) => {
  const token = await tokenOf(event)
  const since = event.url.searchParams.get('since') ?? undefined
  return new Response(await fetchGateList(event.locals.context, { token, since }), {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, no-store' },
  })
}
