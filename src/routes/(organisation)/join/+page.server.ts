import type { Actions, PageServerLoad } from './$types'
import { join, loadJoin, searchBooths } from './joinDoor.ts'

export const load: PageServerLoad = (event) => loadJoin(event)

export const actions: Actions = {
  find: (event) => searchBooths(event, 'words'),
  near: (event) => searchBooths(event, 'near'),
  join: (event) => join(event),
}
