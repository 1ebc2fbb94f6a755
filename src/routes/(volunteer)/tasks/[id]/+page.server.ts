import { redirect } from '@sveltejs/kit'
import type { CorrectReport, SendReport } from '#modules/tasks/domain/report.ts'
import { correctReport } from '#modules/tasks/server/correctReport.ts'
import { viewMyTask } from '#modules/tasks/server/myTasks.ts'
import { sendReport } from '#modules/tasks/server/sendReport.ts'
import { withdrawReport } from '#modules/tasks/server/withdrawReport.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm, readFormWithFile } from '#platform/errors/parse.ts'
import { PICTURE_TYPES } from '#platform/files/cleanPicture.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const DONE = ['sent', 'corrected', 'withdrawn'] as const

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  return {
    task: await viewMyTask(context, event.params.id),
    done: DONE.find((done) => done === event.url.searchParams.get('done')),
    today: indianDay(context.now),
    pictureTypes: PICTURE_TYPES,
    commands: { report: uuidv7(context.now), withdraw: uuidv7(context.now) },
  }
}

/** What the form of a report says; the photo is handed on as it comes, to be drawn anew. */
async function readReport(event: RequestEvent) {
  const { personId } = signedIn(event)
  await spend(event.locals.context.platform, 'reportPerPerson', personId)
  const { fields, file } = await readFormWithFile(event.request, 'photo')
  const { command = '', told = '', spot, counted, happenedOn = '' } = fields
  const said = { command, told, spot, counted, happenedOn, atBooth: fields.atBooth === 'on' }
  return { fields, said, photo: file?.stream() as AsyncIterable<Uint8Array> | undefined }
}

const backTo = (event: RequestEvent, done: (typeof DONE)[number]): never =>
  redirect(303, `/tasks/${event.params.id}?done=${done}`)

export const actions: Actions = {
  send: async (event) => {
    const { fields, said, photo } = await readReport(event)
    return attemptInWords(event.url, fields, async () => {
      const report: SendReport = { ...said, taskId: event.params.id }
      await sendReport(event.locals.context, report, photo)
      backTo(event, 'sent')
    })
  },
  correct: async (event) => {
    const { fields, said, photo } = await readReport(event)
    return attemptInWords(event.url, fields, async () => {
      const withoutPhoto = fields.withoutPhoto === 'on'
      const report: CorrectReport = { ...said, reportId: fields.reportId ?? '', withoutPhoto }
      await correctReport(event.locals.context, report, photo)
      backTo(event, 'corrected')
    })
  },
  withdraw: async (event) => {
    signedIn(event)
    const fields = await readForm(event.request)
    const { command = '', reportId = '' } = fields
    return attemptInWords(event.url, fields, async () => {
      await withdrawReport(event.locals.context, { command, reportId })
      backTo(event, 'withdrawn')
    })
  },
}
