import { fail, type Actions, type RequestEvent } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { confirmName } from '#modules/people/server/confirmName.ts'
import { correctName } from '#modules/people/server/correctName.ts'
import { declinePerson } from '#modules/people/server/declinePerson.ts'
import { endAppointment } from '#modules/people/server/endAppointment.ts'
import { giveAppointment } from '#modules/people/server/giveAppointment.ts'
import { reinstatePerson } from '#modules/people/server/reinstatePerson.ts'
import { revokeVouch } from '#modules/people/server/revokeVouch.ts'
import { suspendPerson } from '#modules/people/server/suspendPerson.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { viewPerson } from '#modules/people/server/viewPerson.ts'
import { vouchForPerson } from '#modules/people/server/vouchForPerson.ts'
import type { DeclinePerson, ReinstatePerson, SuspendPerson } from '#modules/people/domain/decision.ts'
import { placeStep } from './placeStep.ts'
import { revealDoor } from './revealDoor.ts'
import { rolesGivenBy, type AppointedRole, type END_REASONS } from '#modules/people/domain/appointment.ts'

type EndReason = (typeof END_REASONS)[number]

/** What a door at a person's record brings along. */
type AtPerson = RequestEvent<{ id: string }>

/** A person's record: the same door for volunteers (`/people/…`) and for the programme's staff (`/staff/…`). */
export async function loadPerson({ locals, params, url }: Pick<AtPerson, 'locals' | 'params' | 'url'>) {
  const view = await viewPerson(locals.context, params.id)
  const { wings, leads } = await viewActing(locals.context)
  const place = url.searchParams.get('place') ?? view.person.placeId
  const { actor } = locals.context
  const roles = actor.kind === 'person' ? actor.authorities.flatMap(({ role }) => rolesGivenBy(role)) : []
  return {
    ...view,
    wings,
    locale: locals.locale,
    handedOver: url.searchParams.has('handed-over'),
    isChoosing: url.searchParams.has('place') || url.searchParams.has('find'),
    givable: view.may.appoint ? [...new Set<AppointedRole>(roles)] : [],
    givesExport: leads?.role === 'admin',
    choice: view.may.appoint
      ? await choosePlace(locals.context, place, url.searchParams.get('find'))
      : undefined,
    command: uuidv7(),
    // Opening the phone leaves the page as it is, so it must not use up the command of the other forms.
    revealCommand: uuidv7(),
    commands: Object.fromEntries(view.appointments.map(({ id }) => [id, uuidv7()])),
  }
}

type Fields = Readonly<Record<string, string>>
type Verb = (event: AtPerson, fields: Fields) => Promise<unknown>

/** Where the page stands open when it comes back from the second step, which acts upon appointments want. */
const APPOINTMENTS = 'appointments'

/**
 * Each form of the page carries its own command; the person is the address's. `done` and `at` name the form, so that its answer stands beside it.
 */
const act = (name: string, verb: Verb) => async (event: AtPerson) => {
  const fields = { ...(await readForm(event.request)), personId: event.params.id }
  const page = new URL(event.url)
  page.hash = APPOINTMENTS
  const answer = await attemptInWords(page, fields, async () => ({
    done: name,
    about: aboutOf(await verb(event, fields)),
  }))
  return 'done' in answer ? answer : fail(answer.status, { ...answer.data, at: name })
}

/** The appointment that was given or ended, for the page to name it. */
const aboutOf = (done: unknown): string =>
  typeof done === 'object' && done !== null && 'appointmentId' in done ? String(done.appointmentId) : ''

const asked = (fields: Fields) => ({
  command: fields.command ?? '',
  personId: fields.personId ?? '',
})

/** A place is being chosen for an appointment: what stands in its form goes along. */
async function choosing({ locals, request, url }: AtPerson) {
  const step = await placeStep(locals.context, url, await readForm(request.clone()))
  return step && { ...step, at: 'place' }
}
const giveTo = act('give', ({ locals }, fields) =>
  giveAppointment(locals.context, {
    ...asked(fields),
    role: fields.role as AppointedRole,
    placeId: fields.placeId ?? '',
    wing: fields.wing ?? '',
    mayExport: fields.mayExport === 'on',
    acting: fields.acting === 'on',
    from: fields.from ?? '',
    until: fields.until ?? '',
  }),
)

export const personActions = {
  vouch: act('vouch', ({ locals }, fields) => vouchForPerson(locals.context, asked(fields))),
  revokeVouch: act('revokeVouch', ({ locals }, fields) => revokeVouch(locals.context, asked(fields))),
  decline: act('decline', ({ locals }, fields) =>
    declinePerson(locals.context, fields as unknown as DeclinePerson),
  ),
  suspend: act('suspend', ({ locals }, fields) =>
    suspendPerson(locals.context, fields as unknown as SuspendPerson),
  ),
  reinstate: act('reinstate', ({ locals }, fields) =>
    reinstatePerson(locals.context, fields as unknown as ReinstatePerson),
  ),
  correctName: act('correctName', ({ locals }, fields) =>
    correctName(locals.context, {
      ...asked(fields),
      name: fields.name ?? '',
      otherScript: fields.otherScript ?? '',
    }),
  ),
  confirmName: act('confirmName', ({ locals }, fields) =>
    confirmName(locals.context, { ...asked(fields), name: fields.name ?? '' }),
  ),
  end: act('end', async ({ locals }, { command = '', appointmentId = '', reason }) => {
    await endAppointment(locals.context, { command, appointmentId, reason: reason as EndReason })
    return { appointmentId }
  }),
  give: async (event: AtPerson) => (await choosing(event)) ?? giveTo(event),
  place: choosing,
  reveal: async (event: AtPerson) => {
    const answer = await revealDoor(event, event.params.id)
    return 'revealed' in answer ? answer : fail(answer.status, { ...answer.data, at: 'reveal' })
  },
} satisfies Actions<{ id: string }>
