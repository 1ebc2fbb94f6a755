import { redirect } from '@sveltejs/kit'
import { requireKeeping } from '#modules/elections/server/keeping.ts'
import { saveElection } from '#modules/elections/server/saveElection.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { asElection } from '../electionForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  await orSecondStep(event, () => requireKeeping(event.locals.context))
  return { command: uuidv7(event.locals.context.now), locale: event.locals.locale }
}

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const saved = await attemptInWords(url, fields, () => saveElection(locals.context, asElection(fields)))
    if ('electionId' in saved) redirect(303, `/elections/${saved.electionId}`)
    return saved
  },
}
