import { confirmReport } from '#modules/tasks/server/confirmReport.ts'
import { listMyConfirmations } from '#modules/tasks/server/listMyConfirmations.ts'
import { listReports } from '#modules/tasks/server/listReports.ts'
import { sendBackReport } from '#modules/tasks/server/sendBackReport.ts'
import { takeBackConfirmation } from '#modules/tasks/server/takeBackConfirmation.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const task = url.searchParams.get('task') ?? undefined
  const queue = await listReports(locals.context, {
    task,
    after: url.searchParams.get('after') ?? undefined,
  })
  const mine = await listMyConfirmations(locals.context)
  return {
    queue,
    mine: mine.map((one) => ({ ...one, command: uuidv7() })),
    locale: locals.locale,
    task,
    commands: Object.fromEntries(queue.rows.map(({ id }) => [id, { confirm: uuidv7(), back: uuidv7() }])),
  }
}

export const actions: Actions = {
  confirm: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reportId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await confirmReport(locals.context, { command, reportId })
      return { done: 'confirmed' as const }
    })
  },
  takeBack: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reportId = '' } = fields
    return attemptInWords(url, fields, async () => {
      await takeBackConfirmation(locals.context, { command, reportId })
      return { done: 'takenBack' as const }
    })
  },
  back: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', reportId = '', words = '' } = fields
    return attemptInWords(url, fields, async () => {
      await sendBackReport(locals.context, { command, reportId, words })
      return { done: 'sentBack' as const }
    })
  },
}
