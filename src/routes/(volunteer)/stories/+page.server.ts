import { redirect, type RequestEvent } from '@sveltejs/kit'
import { myStories } from '#modules/studio/server/library/listStories.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm, readFormWithFile } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { OutboxVerb } from '#offline/wire.ts'
import { OWN_COMMANDS, type Said } from '../ownCommands.ts'
import type { Actions, PageServerLoad } from './$types'

const DONE = ['sent', 'withdrawn'] as const

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context, locale } = event.locals
  return {
    ...(await myStories(context)),
    done: DONE.find((done) => done === event.url.searchParams.get('done')),
    commands: { send: uuidv7(context.now), withdraw: uuidv7(context.now) },
    locale,
  }
}

const run = (event: RequestEvent, verb: OutboxVerb, said: Said, done: (typeof DONE)[number]) =>
  attemptInWords(event.url, said.fields, async () => {
    await OWN_COMMANDS[verb].run(event.locals.context, said)
    redirect(303, `/stories?done=${done}`)
  })

export const actions: Actions = {
  send: async (event) => {
    const { personId } = signedIn(event)
    await spend(event.locals.context.platform, 'reportPerPerson', personId)
    const { fields, file } = await readFormWithFile(event.request, 'photo')
    const photo = file?.stream() as AsyncIterable<Uint8Array> | undefined
    return run(event, 'studio.sendStory', { fields, photo }, 'sent')
  },
  withdraw: async (event) => {
    signedIn(event)
    return run(event, 'studio.withdrawStory', { fields: await readForm(event.request) }, 'withdrawn')
  },
}
