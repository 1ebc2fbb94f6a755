import { redirect } from '@sveltejs/kit'
import { myRecall } from '#modules/learning/server/myRecall.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { OWN_COMMANDS } from '../ownCommands.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const recall = await myRecall(context)
  const cards = [...recall.set, ...recall.later]
  return { recall, commands: Object.fromEntries(cards.map(({ id }) => [id, uuidv7(context.now)])) }
}

export const actions: Actions = {
  default: async (event) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await OWN_COMMANDS['learning.recall'].run(event.locals.context, { fields })
      redirect(303, '/recall')
    })
  },
}
