import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { listMissingBooths, settleMissingBooth } from '#modules/people/server/index.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const list = await listMissingBooths(locals.context)
  return {
    ...list,
    locale: locals.locale,
    commands: Object.fromEntries(list.reports.map(({ id }) => [id, uuidv7()])),
  }
}

export const actions: Actions = {
  settle: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reportId = '', boothId } = fields
    const outcome = fields.outcome as 'existing' | 'no_such_booth'
    return attemptInWords(url, fields, () =>
      settleMissingBooth(locals.context, { command, reportId, outcome, ...(boothId ? { boothId } : {}) }),
    )
  },
}
