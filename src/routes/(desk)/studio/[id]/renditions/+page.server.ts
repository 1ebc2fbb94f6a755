import { askForForms } from '#modules/studio/server/renditions/askForRenditions.ts'
import { viewRenditions } from '#modules/studio/server/renditions/viewRenditions.ts'
import { FORMS } from '#modules/studio/domain/renditions/form.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readFormWithList } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const view = await viewRenditions(locals.context, params.id)
  return {
    ...view,
    renditions: view.renditions.map(({ words, ...one }) => ({
      ...one,
      // Pages are opened, not read here.
      words: one.mediaType === 'text/html' ? null : words,
      faultWords: one.fault && wordsOf(one.fault),
    })),
    impossible: view.impossible.map((one) => ({ ...one, words: wordsOf(one.reason) })),
    forms: FORMS,
    command: uuidv7(locals.context.now),
    locale: locals.locale,
  }
}

export const actions: Actions = {
  ask: async ({ locals, params, request, url }) => {
    const { fields, list } = await readFormWithList(request, 'forms')
    return attemptInWords(url, { forms: list.join(' ') }, async () => {
      await askForForms(locals.context, { command: fields.command ?? '', pieceId: params.id, forms: list })
      return { done: true as const }
    })
  },
}
