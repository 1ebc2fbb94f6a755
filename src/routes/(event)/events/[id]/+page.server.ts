import { redirect } from '@sveltejs/kit'
import type { ChangeEvent, MoveEvent } from '#modules/events/domain/event.ts'
import { changeEvent } from '#modules/events/server/changeEvent.ts'
import { composeInvitation } from '#modules/events/server/composeInvitation.ts'
import { addMaterial, removeMaterial } from '#modules/events/server/material.ts'
import { moveEvent } from '#modules/events/server/moveEvent.ts'
import { endOrganiser } from '#modules/events/server/nameOrganiser.ts'
import { setAudience } from '#modules/events/server/setAudience.ts'
import { setQuotas } from '#modules/events/server/setQuotas.ts'
import { viewEvent } from '#modules/events/server/viewEvent.ts'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm, readFormWithFile } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { rolesIn } from '../eventFields.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const DONE = ['created', 'saved'] as const

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { context } = locals
  const view = await viewEvent(context, { eventId: params.id })
  const place = url.searchParams.get('place')
  const { leads, wings } = await viewActing(context)
  const command = () => uuidv7(context.now)
  return {
    view,
    locale: locals.locale,
    today: indianDay(context.now),
    done: DONE.find((done) => done === url.searchParams.get('done')),
    // Only whoever leads people chooses places among them.
    choice: view.mayRun && leads ? await choosePlace(context, place ?? view.event.placeId, url.searchParams.get('find')) : undefined,
    wings,
    commands: {
      change: command(), move: command(), quotas: command(), shrink: command(), audience: command(), invite: command(), material: command(),
      remove: command(), organiser: command(),
    },
  } // prettier-ignore
}

/** Runs one verb of the page's forms and comes back to it. */
const run =
  (verb: (event: RequestEvent, fields: Record<string, string>) => Promise<unknown>) =>
  async (event: RequestEvent) => {
    signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await verb(event, fields)
      redirect(303, `/events/${event.params.id}?done=saved`)
    })
  }

/** Seats by quota, as the table's fields are named. */
const sharesIn = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('quota-') ? [[name.slice('quota-'.length), value] as const] : [],
    ),
  )

export const actions: Actions = {
  change: run(({ locals, params }, fields) =>
    changeEvent(locals.context, {
      ...fields,
      roles: rolesIn(fields),
      eventId: params.id,
    } as unknown as ChangeEvent),
  ),
  move: run(({ locals, params }, { command = '', to = '', reason = '' }) =>
    moveEvent(locals.context, { command, to: to as MoveEvent['to'], reason, eventId: params.id }),
  ),
  quotas: run(({ locals, params }, fields) =>
    setQuotas(locals.context, {
      command: fields.command ?? '',
      eventId: params.id,
      ...(fields.venueSeats ? { venueSeats: fields.venueSeats } : {}),
      seats: sharesIn(fields),
    }),
  ),
  audience: run(({ locals, params }, { command = '', removeId, placeId, wing }) =>
    setAudience(locals.context, {
      command,
      eventId: params.id,
      ...(removeId ? { removeId } : { placeId, wing: wing ?? '' }),
    }),
  ),
  invite: async (event) => {
    signedIn(event)
    const { locals, params, url } = event
    const fields = await readForm(event.request)
    return attemptInWords(url, fields, async () => {
      const { command = '', audienceId = '' } = fields
      const invitation = await composeInvitation(locals.context, { eventId: params.id, audienceId })
      // From here on it is a message like any other: its reach is shown, and the release gate decides.
      const drafted = await draftMessage(locals.context, { command, channels: ['in_app', 'push'], ...invitation })
      redirect(303, `/outreach/${drafted.messageId}`)
    }) // prettier-ignore
  },
  material: async (event) => {
    signedIn(event)
    const { fields, file } = await readFormWithFile(event.request, 'file')
    return attemptInWords(event.url, fields, async () => {
      const { command = '', titleHi, titleEn } = fields
      const asked = { command, eventId: event.params.id, titleHi, titleEn }
      await addMaterial(event.locals.context, asked, file?.stream() as AsyncIterable<Uint8Array> | undefined)
      redirect(303, `/events/${event.params.id}?done=saved#materials`)
    })
  },
  removeMaterial: run(({ locals, params }, { command = '', materialId = '' }) =>
    removeMaterial(locals.context, { command, eventId: params.id, materialId }),
  ),
  endOrganiser: run(({ locals, params }, { command = '', personId = '' }) =>
    endOrganiser(locals.context, { command, eventId: params.id, personId }),
  ),
}
