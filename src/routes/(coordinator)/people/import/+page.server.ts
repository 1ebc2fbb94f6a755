import { redirect } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { MOST_BYTES } from '#platform/spreadsheet/limits.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { readUpload } from '#platform/web/readUpload.ts'
import { orSecondStep, withSecondStep } from '#platform/web/signedIn.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { beginImport } from '#modules/people/server/import/beginImport.ts'
import { listImports, requireImporting } from '#modules/people/server/import/listImports.ts'
import type { BeginImport } from '#modules/people/domain/import/importRun.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const { wings, imports } = await orSecondStep(event, () => listImports(locals.context))
  const asked = (name: string) => url.searchParams.get(name) ?? undefined
  const choice = await choosePlace(locals.context, asked('at') ?? asked('place'), asked('find'))
  // The place comes before the file: a file that was chosen outlasts no other page.
  const isChosen = asked('at') === undefined && asked('place') === choice.place.id
  return { wings, imports, choice, isChosen, locale: locals.locale, command: uuidv7(), most: MOST_BYTES }
}

export const actions: Actions = {
  default: async (event) => {
    withSecondStep(event)
    const { locals, request, url } = event
    // What was chosen beside a file that is refused stays chosen.
    const typed: Record<string, string> = {}
    const begun = await attemptInWords(url, typed, async () => {
      await requireImporting(locals.context)
      const { fields, file } = await readUpload(request, MOST_BYTES)
      Object.assign(typed, { subject: fields.subject ?? '', wing: fields.wing ?? '' })
      if (!file) throw new Refusal('badInput', { fields: { file: 'people_import_file_missing' } })
      const { command = '', subject, placeId = '', wing } = fields
      const order = {
        command,
        subject: subject as BeginImport['subject'],
        placeId,
        wing,
        fileName: file.name,
      }
      return beginImport(locals.context, order, file.received).finally(() => file.received.discard())
    })
    if ('importId' in begun) redirect(303, `/people/import/${begun.importId}`)
    return begun
  },
}
