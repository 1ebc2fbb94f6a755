import { redirect } from '@sveltejs/kit'
import { viewMyTask } from '#modules/tasks/server/myTasks.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm, readFormWithFile } from '#platform/errors/parse.ts'
import { PICTURE_TYPES } from '#platform/files/cleanPicture.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { OutboxVerb } from '#offline/wire.ts'
import { OWN_COMMANDS, type Said } from '../../ownCommands.ts'
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

/** The form of a report, read when she may still send; the photo is handed on as it comes, to be drawn anew. */
async function readReport(event: RequestEvent): Promise<Said> {
  const { personId } = signedIn(event)
  await spend(event.locals.context.platform, 'reportPerPerson', personId)
  const { fields, file } = await readFormWithFile(event.request, 'photo')
  return {
    fields: { ...fields, taskId: event.params.id! },
    photo: file?.stream() as AsyncIterable<Uint8Array> | undefined,
  }
}

/** Runs one of the three forms and comes back to the page, which says that it is done. */
const run = (event: RequestEvent, verb: OutboxVerb, said: Said, done: (typeof DONE)[number]) =>
  attemptInWords(event.url, said.fields, async () => {
    await OWN_COMMANDS[verb].run(event.locals.context, said)
    redirect(303, `/tasks/${event.params.id}?done=${done}`)
  })

export const actions: Actions = {
  send: async (event) => run(event, 'tasks.sendReport', await readReport(event), 'sent'),
  correct: async (event) => run(event, 'tasks.correctReport', await readReport(event), 'corrected'),
  withdraw: async (event) => {
    signedIn(event)
    return run(event, 'tasks.withdrawReport', { fields: await readForm(event.request) }, 'withdrawn')
  },
}
