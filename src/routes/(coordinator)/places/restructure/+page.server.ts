import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { readUpload } from '#platform/web/readUpload.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'
import { linesFromFields, MOST_PLAN_BYTES } from '#modules/places/domain/restructure/commands.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import {
  listRestructures,
  requireRestructuring,
} from '#modules/places/server/restructure/listRestructures.ts'
import { planChange } from '#modules/places/server/restructure/planChange.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  return {
    plans: await orSecondStep(event, () => listRestructures(event.locals.context)),
    done: event.url.searchParams.get('done'),
    locale: event.locals.locale,
    command: uuidv7(),
  }
}

export const actions: Actions = {
  upload: async (event) => {
    // The day that was chosen beside a file that is refused stays chosen.
    const typed: Record<string, string> = {}
    const begun = await attemptInWords(event.url, typed, async () => {
      await requireRestructuring(event.locals.context)
      const { fields, file } = await readUpload(event.request, MOST_PLAN_BYTES, 'places_r_file_large')
      typed.fileDate = fields.date ?? ''
      if (!file) throw new Refusal('badInput', { fields: { file: 'places_r_file_missing' } })
      const order = { command: fields.command ?? '', date: fields.date ?? '', fileName: file.name }
      return beginRestructure(event.locals.context, order, file.received).finally(() =>
        file.received.discard(),
      )
    })
    if ('restructureId' in begun) redirect(303, `/places/restructure/${begun.restructureId}`)
    return begun
  },
  change: async (event) => {
    const { command = '', ...fields } = await readForm(event.request)
    const planned = await attemptInWords(event.url, fields, () =>
      planChange(event.locals.context, { command, given: linesFromFields(fields) }),
    )
    if ('restructureId' in planned) redirect(303, `/places/restructure/${planned.restructureId}`)
    return planned
  },
}
