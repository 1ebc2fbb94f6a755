import { readMyMessages } from '#modules/outreach/server/myMessages.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  return { messages: await readMyMessages(event.locals.context) }
}
