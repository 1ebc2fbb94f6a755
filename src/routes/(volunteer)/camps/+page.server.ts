import { myEvents } from '#modules/events/server/myEvents.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  return { camps: await myEvents(event.locals.context) }
}
