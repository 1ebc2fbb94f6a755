import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { listHarassmentReports } from '#modules/people/server/listHarassmentReports.ts'
import { revealHarassmentContact } from '#modules/people/server/revealHarassmentContact.ts'
import { settleHarassmentReport } from '#modules/people/server/settleHarassmentReport.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const after = url.searchParams.get('after') ?? undefined
  const { reports, next } = await listHarassmentReports(locals.context, { after })
  return {
    next,
    locale: locals.locale,
    reports: reports.map(({ kind, ...report }) => ({
      ...report,
      what: wordsOf(`people_harassment_${kind}`),
    })),
    commands: Object.fromEntries(reports.map(({ id }) => [id, { reveal: uuidv7(), settle: uuidv7() }])),
  }
}

export const actions: Actions = {
  reveal: async ({ locals, request, url }) => {
    const { command = '', reportId = '' } = await readForm(request)
    return attemptInWords(url, { reportId }, async () => ({
      opened: { reportId, contact: await revealHarassmentContact(locals.context, { command, reportId }) },
    }))
  },
  settle: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reportId = '', outcome = '' } = fields
    return attemptInWords(url, fields, async () => {
      await settleHarassmentReport(locals.context, { command, reportId, outcome })
      return { settled: true }
    })
  },
}
