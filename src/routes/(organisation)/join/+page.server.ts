import type { Actions, PageServerLoad } from './$types'
import { join, loadJoin, searchBooths, switchLanguage, toBoothList } from './joinDoor.ts'

export const load: PageServerLoad = (event) => loadJoin(event)

export const actions: Actions = {
  find: (event) => searchBooths(event, 'words'),
  near: (event) => searchBooths(event, 'near'),
  join: (event) => join(event),
  list: (event) => toBoothList(event),
  language: (event) => switchLanguage(event),
}
