import { redirect } from '@sveltejs/kit'
import { agreeFromFields } from '#modules/people/domain/person.ts'
import { agree } from '#modules/people/server/agree.ts'
import { eraseMe } from '#modules/people/server/leave.ts'
import { clearCookie } from '#platform/accounts/cookies.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { noteDeparture } from '../../(organisation)/goodbye/departure.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whom somebody else put on a list reads what is kept and decides. Whoever has decided has nothing to do here. */
export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { standing } = await event.parent()
  if (standing.next !== 'agree') redirect(303, '/today')
  const now = event.locals.context.now
  return { command: uuidv7(now), refusing: uuidv7(now) }
}

export const actions: Actions = {
  agree: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return attemptInWords(event.url, typed, async () => {
      await agree(event.locals.context, agreeFromFields(typed))
      redirect(303, '/today')
    })
  },
  refuse: async (event) => {
    signedIn(event)
    const typed = await readForm(event.request)
    return attemptInWords(event.url, typed, async () => {
      if (typed.sure !== 'on') throw new Refusal('badInput', { fields: { sure: 'people_sure_needed' } })
      await eraseMe(event.locals.context, { command: typed.command ?? '' })
      clearCookie(event, event.locals.edition.name, 'session')
      noteDeparture(event, 'erased')
      redirect(303, '/goodbye')
    })
  },
}
