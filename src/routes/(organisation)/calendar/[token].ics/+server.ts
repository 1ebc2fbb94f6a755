import { readFeed } from '#modules/events/server/feeds.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import type { RequestHandler } from './$types'

/** A calendar asks for one's agenda by its secret address, without anybody signed in. */
export const GET: RequestHandler = async ({ locals, params, getClientAddress }) => {
  await spend(locals.context.platform, 'calendarPerAddress', countedAddress(getClientAddress()))
  return new Response(await readFeed(locals.context, params.token), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="camps.ics"',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
    },
  })
}
