import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { TAKEN_VALUES } from '#modules/people/domain/merge.ts'
import { keepApart } from '#modules/people/server/keepApart.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { offerAgain } from '#modules/people/server/offerAgain.ts'
import { previewMerge } from '#modules/people/server/previewMerge.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const shown = await previewMerge(locals.context, { staysId: params.stays, givesId: params.gives })
  return {
    shown,
    refused: shown.refused === undefined ? undefined : wordsOf(shown.refused),
    differs: shown.differs.map(({ value, whyNot }) => ({
      value,
      whyNot: whyNot === undefined ? undefined : wordsOf(whyNot),
    })),
    command: uuidv7(),
    locale: locals.locale,
  }
}

export const actions: Actions = {
  merge: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const taken = TAKEN_VALUES.filter((value) => fields[value] === params.gives)
      const { stays: staysId, gives: givesId } = params
      await mergePeople(locals.context, { command: fields.command ?? '', staysId, givesId, taken })
      redirect(303, '/people/duplicates?did=merged')
    })
  },
  apart: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const { stays: oneId, gives: otherId } = params
      await keepApart(locals.context, { command: fields.command ?? '', oneId, otherId })
      redirect(303, '/people/duplicates?did=kept')
    })
  },
  again: async ({ locals, params, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const { stays: oneId, gives: otherId } = params
      return offerAgain(locals.context, { command: fields.command ?? '', oneId, otherId })
    })
  },
}
