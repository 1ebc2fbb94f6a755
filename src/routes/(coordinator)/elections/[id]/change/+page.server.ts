import { redirect } from '@sveltejs/kit'
import { requireKeeping } from '#modules/elections/server/keeping.ts'
import { saveElection } from '#modules/elections/server/saveElection.ts'
import { viewElection } from '#modules/elections/server/viewCalendar.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { asElection, electionFields } from '../../electionForm.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { context, locale } = event.locals
  await orSecondStep(event, () => requireKeeping(context))
  const { election } = await viewElection(context, event.params.id)
  return { election, fields: electionFields(election), command: uuidv7(context.now), locale }
}

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    const saved = await attemptInWords(url, fields, () =>
      saveElection(locals.context, { ...asElection(fields), electionId: params.id }),
    )
    if ('electionId' in saved) redirect(303, `/elections/${saved.electionId}?saved`)
    return saved
  },
}
