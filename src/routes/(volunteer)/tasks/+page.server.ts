import { myTasks } from '#modules/tasks/server/myTasks.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  return { tasks: await myTasks(event.locals.context) }
}
