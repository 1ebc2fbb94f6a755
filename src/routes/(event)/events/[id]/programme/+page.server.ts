import { redirect } from '@sveltejs/kit'
import type { SaveHall, SaveSession } from '#modules/events/domain/programme.ts'
import type { SaveSpeaker } from '#modules/events/domain/speaker.ts'
import { removeHall, saveHall } from '#modules/events/server/saveHall.ts'
import { cancelSession, saveSession } from '#modules/events/server/saveSession.ts'
import { saveSpeaker, withdrawSpeaker } from '#modules/events/server/saveSpeaker.ts'
import { viewEvent } from '#modules/events/server/viewEvent.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context } = locals
  const { searchParams } = url
  const command = () => uuidv7(context.now)
  return {
    view: await viewEvent(context, { eventId: params.id }),
    locale: locals.locale,
    today: indianDay(context.now),
    asList: searchParams.get('as') === 'list',
    /** What is being changed: an id, or `new`. */
    session: searchParams.get('session') ?? undefined,
    hall: searchParams.get('hall') ?? undefined,
    speaker: searchParams.get('speaker') ?? undefined,
    done: searchParams.get('done') !== null,
    commands: { save: command(), remove: command() },
  }
}

/** An empty field of a form is nothing said. */
const orNothing = (text: string | undefined) => (text === undefined || text === '' ? undefined : text)

const run =
  (verb: (event: RequestEvent, fields: Record<string, string>) => Promise<unknown>) =>
  async (event: RequestEvent) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await verb(event, fields)
      redirect(303, `/events/${event.params.id}/programme?done=1`)
    })
  }

/** Each speaker is a box of its own in the form. */
const speakersIn = (fields: Readonly<Record<string, string>>): string[] =>
  Object.keys(fields).flatMap((name) => (name.startsWith('speaker-') ? [name.slice('speaker-'.length)] : []))

export const actions: Actions = {
  session: run(({ locals, params }, fields) =>
    saveSession(locals.context, {
      ...fields,
      eventId: params.id,
      sessionId: orNothing(fields.sessionId),
      basedOn: orNothing(fields.basedOn),
      speakerIds: speakersIn(fields),
    } as unknown as SaveSession),
  ),
  cancelSession: run(({ locals, params }, { command = '', sessionId = '' }) =>
    cancelSession(locals.context, { command, eventId: params.id, sessionId }),
  ),
  hall: run(({ locals, params }, fields) =>
    saveHall(locals.context, {
      ...fields,
      eventId: params.id,
      hallId: orNothing(fields.hallId),
    } as unknown as SaveHall),
  ),
  removeHall: run(({ locals, params }, { command = '', hallId = '' }) =>
    removeHall(locals.context, { command, eventId: params.id, hallId }),
  ),
  speaker: run(({ locals, params }, fields) =>
    saveSpeaker(locals.context, {
      ...fields,
      eventId: params.id,
      speakerId: orNothing(fields.speakerId),
    } as unknown as SaveSpeaker),
  ),
  withdrawSpeaker: run(({ locals, params }, { command = '', speakerId = '' }) =>
    withdrawSpeaker(locals.context, { command, eventId: params.id, speakerId }),
  ),
}
