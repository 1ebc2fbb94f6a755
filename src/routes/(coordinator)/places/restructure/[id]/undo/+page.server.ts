import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { undoRestructure } from '#modules/places/server/restructure/undoRestructure.ts'
import { viewUndo } from '#modules/places/server/restructure/viewUndo.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, params } = event
  requireId(params.id, 'places_r_unknown')
  const { whyNot, ...undo } = await orSecondStep(event, () => viewUndo(locals.context, params.id))
  // Taken back already: what became of it is what is asked for.
  if (undo.plan.undoneBy) redirect(303, `/places/restructure/${undo.plan.undoneBy}`)
  return { locale: locals.locale, command: uuidv7(), undo, whyNot: whyNot && wordsOf(whyNot) }
}

export const actions: Actions = {
  default: async (event) => {
    const { command = '', seen = '' } = await readForm(event.request)
    return attemptInWords(event.url, {}, async () => {
      const { id } = event.params
      const { restructureId } = await undoRestructure(event.locals.context, {
        command,
        restructureId: id,
        seen,
      })
      redirect(303, `/places/restructure/${restructureId}`)
    })
  },
}
