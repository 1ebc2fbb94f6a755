import { readInvitation } from '#modules/people/server/readInvitation.ts'
import type { Actions, PageServerLoad } from './$types'
import { join, loadJoin, searchBooths, switchLanguage, toBoothList } from '../joinDoor.ts'

export const load: PageServerLoad = async (event) => {
  const { code } = event.params
  const invitation = await readInvitation(event.locals.context, code)
  // An invitation that opens nothing still leaves the open door, with its whole choice of booths.
  if (invitation.fault) {
    event.locals.pageStatus = invitation.fault === 'unknown' ? 404 : 410
    return { invitation, code, ...(await loadJoin(event)) }
  }
  const { level, id } = invitation.place
  return { invitation, code, ...(await loadJoin(event, code, level === 'booth' ? id : undefined)) }
}

export const actions: Actions = {
  find: (event) => searchBooths(event, 'words', event.params.code),
  near: (event) => searchBooths(event, 'near', event.params.code),
  join: (event) => join(event, event.params.code),
  list: (event) => toBoothList(event, event.params.code),
  language: (event) => switchLanguage(event),
}
