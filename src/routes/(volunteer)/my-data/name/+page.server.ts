import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { OWN_COMMANDS } from '../../ownCommands.ts'
import type { Actions, PageServerLoad } from './$types'

/** One's own name alone, on a page that a phone may keep: `my-data` itself also shows phones, a nominee and who looked. */
export const load: PageServerLoad = (event) => {
  signedIn(event)
  return {
    command: uuidv7(event.locals.context.now),
    done: event.url.searchParams.get('done') === 'saved',
  }
}

export const actions: Actions = {
  default: async (event) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await OWN_COMMANDS['people.correctMyName'].run(event.locals.context, { fields })
      redirect(303, '/my-data/name?done=saved')
    })
  },
}
