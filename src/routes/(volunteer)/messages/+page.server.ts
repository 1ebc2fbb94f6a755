import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { KEEPING_HEADER } from '#offline/wire.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const looks = !event.request.headers.has(KEEPING_HEADER)
  return { messages: await readMyMessages(event.locals.context, looks) }
}
