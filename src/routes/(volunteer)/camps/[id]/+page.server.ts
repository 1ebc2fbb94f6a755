import { redirect } from '@sveltejs/kit'
import { giveFeedback } from '#modules/events/server/giveFeedback.ts'
import { makeFeed, revokeFeed } from '#modules/events/server/feeds.ts'
import type { GiveFeedback } from '#modules/events/domain/feedback.ts'
import { drawQr } from '#design/display/drawQr.ts'
import { myPass } from '#modules/events/server/gate/myPass.ts'
import { viewMyEvent } from '#modules/events/server/myEvents.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { OutboxVerb } from '#offline/wire.ts'
import { OWN_COMMANDS } from '../../ownCommands.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const DONE = ['registered', 'waiting', 'withdrawn', 'answered', 'chosen', 'unchosen', 'feedback', 'feed', 'feedOff'] as const // prettier-ignore

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context } = event.locals
  const camp = await viewMyEvent(context, event.params.id)
  const command = () => uuidv7(context.now)
  const pass = await myPass(context, event.params.id)
  return {
    camp,
    pass: pass && drawQr(pass.address),
    done: DONE.find((done) => done === event.url.searchParams.get('done')),
    commands: {
      register: command(),
      answer: command(),
      withdraw: command(),
      feedback: command(),
      make: command(),
      revoke: command(),
      makeEvent: command(),
      revokeEvent: command(),
    },
    sessionCommands: Object.fromEntries(camp.sessions.map(({ id }) => [id, command()])),
  }
}

/** Runs one of the forms that may wait on a phone, by the very verb that the outbox runs. */
const own =
  (verb: OutboxVerb, doneOf: (answer: unknown, fields: Record<string, string>) => (typeof DONE)[number]) =>
  async (event: RequestEvent) => {
    const { personId } = signedIn(event)
    await spend(event.locals.context.platform, 'reportPerPerson', personId)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      const said = { fields: { ...fields, eventId: event.params.id } }
      const answer = await OWN_COMMANDS[verb].run(event.locals.context, said)
      redirect(303, `/camps/${encodeURIComponent(event.params.id)}?done=${doneOf(answer, fields)}`)
    })
  }
const isWaiting = (answer: unknown) => (answer as { state?: string } | undefined)?.state === 'waiting'

export const actions: Actions = {
  register: own('events.register', (answer) => (isWaiting(answer) ? 'waiting' : 'registered')),
  withdraw: own('events.withdraw', () => 'withdrawn'),
  answer: own('events.answerOffer', () => 'answered'),
  choose: own('events.chooseSession', (_, { chosen }) => (chosen === 'yes' ? 'chosen' : 'unchosen')),
  feedback: async (event) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await giveFeedback(event.locals.context, {
        ...fields,
        eventId: event.params.id,
      } as unknown as GiveFeedback)
      redirect(303, `/camps/${encodeURIComponent(event.params.id)}?done=feedback`)
    })
  },
  feed: async (event) => {
    signedIn(event)
    const { command = '', eventId = '' } = await readForm(event.request)
    return attemptInWords(event.url, {}, async () => {
      await makeFeed(event.locals.context, { command, eventId })
      redirect(303, `/camps/${encodeURIComponent(event.params.id)}?done=feed#calendar`)
    })
  },
  feedOff: async (event) => {
    signedIn(event)
    const { command = '', eventId = '' } = await readForm(event.request)
    return attemptInWords(event.url, {}, async () => {
      await revokeFeed(event.locals.context, { command, eventId })
      redirect(303, `/camps/${encodeURIComponent(event.params.id)}?done=feedOff#calendar`)
    })
  },
}
