import { setTitleRule, viewTitleRule } from '#modules/credentials/server/titleRule.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { loadNames, namesActions } from '../../namesDoor.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  // First the names: they ask for the second step before anything is typed.
  const names = await loadNames(event)
  return { names, titleRule: await viewTitleRule(event.locals.context), titleCommand: uuidv7() }
}

export const actions: Actions = {
  ...namesActions,
  titleRule: async ({ locals, request, url }) => {
    const { command = '', courses = '', events = '' } = await readForm(request)
    return attemptInWords(url, { courses, events, at: 'titleRule' }, async () => {
      await setTitleRule(locals.context, { command, courses, events })
      return { done: 'titleRule' }
    })
  },
}
