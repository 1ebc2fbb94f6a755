import { fail, type Actions, type RequestEvent } from '@sveltejs/kit'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { CARRIED, carried, carry, carrying } from '#platform/web/carried.ts'
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
import { resumeReveal, revealDoor } from './revealDoor.ts'
import { rolesGivenBy, type AppointedRole, type END_REASONS } from '#modules/people/domain/appointment.ts'

type EndReason = (typeof END_REASONS)[number]

/** What a door at a person's record brings along. */
type AtPerson = RequestEvent<{ id: string }>

/** A person's record: the same door for volunteers (`/people/…`) and for the programme's staff (`/staff/…`). */
export async function loadPerson({ locals, params, url }: Pick<AtPerson, 'locals' | 'params' | 'url'>) {
  const revealed = await resumeReveal({ locals, url })
  const resumed = await resumeAct({ locals, params, url })
  const view = await viewPerson(locals.context, params.id)
  const { wings, leads } = await viewActing(locals.context)
  const place = url.searchParams.get('place') ?? view.person.placeId
  const { actor } = locals.context
  const roles = actor.kind === 'person' ? actor.authorities.flatMap(({ role }) => rolesGivenBy(role)) : []
  return {
    ...view,
    resumed,
    wings,
    locale: locals.locale,
    handedOver: url.searchParams.has('handed-over'),
    isChoosing: url.searchParams.has('place') || url.searchParams.has('find'),
    givable: view.may.appoint ? [...new Set<AppointedRole>(roles)] : [],
    givesExport: leads?.role === 'admin',
    choice: view.may.appoint
      ? await choosePlace(locals.context, place, url.searchParams.get('find'))
      : undefined,
    revealed: revealed?.personId === params.id ? revealed : undefined,
    command: uuidv7(),
    // Opening the phone leaves the page as it is, so it must not use up the command of the other forms.
    revealCommand: uuidv7(),
    commands: Object.fromEntries(view.appointments.map(({ id }) => [id, uuidv7()])),
  }
}

type Fields = Readonly<Record<string, string>>
type Verb = (event: Pick<AtPerson, 'locals'>, fields: Fields) => Promise<unknown>

/** Where the page stands open again after an act upon an appointment. */
const APPOINTMENTS = 'appointments'
/** No field of these forms is longer; what is carried in an address must stay short. */
const LONGEST = 60

/**
 * Each form of the page carries its own command; the person is the address's. `done` and `at` name the form, so that its answer stands beside
 * it. What wants the second step is asked for once: it goes on after it, in `resumeAct`.
 */
const act = (name: string, verb: Verb) => async (event: AtPerson) => {
  const fields = { ...(await readForm(event.request)), personId: event.params.id }
  const { context } = event.locals
  const waits = context.actor.kind === 'person' && name in GO_ON
  const short = Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, text.slice(0, LONGEST)]))
  const url = waits ? carrying(event.url, carry(context, `person.${name}`, short), APPOINTMENTS) : event.url
  return attempted(url, name, fields, () => verb(event, fields))
}

async function attempted(url: URL, name: string, fields: Fields, verb: () => Promise<unknown>) {
  const answer = await attemptInWords(url, fields, async () => ({ done: name, about: aboutOf(await verb()) }))
  return 'done' in answer ? answer : fail(answer.status, { ...answer.data, at: name })
}

/** The appointment that was given or ended, for the page to name it. */
const aboutOf = (done: unknown): string =>
  typeof done === 'object' && done !== null && 'appointmentId' in done ? String(done.appointmentId) : ''

/** Goes on with what waited for the second step. Its command makes a page that is loaded again do nothing twice. */
async function resumeAct({ locals, params, url }: Pick<AtPerson, 'locals' | 'params' | 'url'>) {
  const { context } = locals
  if (context.actor.kind !== 'person' || context.actor.assurance < 2) return undefined
  const token = url.searchParams.get(CARRIED)
  for (const [name, verb] of Object.entries(GO_ON)) {
    const fields = carried(context, `person.${name}`, token)
    if (fields?.personId !== params.id) continue
    const answer = await attempted(url, name, fields, () => verb({ locals }, fields))
    return 'done' in answer ? answer : answer.data
  }
  return undefined
}

const asked = (fields: Fields) => ({
  command: fields.command ?? '',
  personId: fields.personId ?? '',
})

/** Acts that want the second step (see their verbs). */
const GO_ON = {
  end: async ({ locals }, { command = '', appointmentId = '', reason }) => {
    await endAppointment(locals.context, { command, appointmentId, reason: reason as EndReason })
    return { appointmentId }
  },
  give: ({ locals }, fields) =>
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
} satisfies Record<string, Verb>

/** A place is being chosen for an appointment: what stands in its form goes along. */
async function choosing({ locals, request, url }: AtPerson) {
  const step = await placeStep(locals.context, url, await readForm(request.clone()))
  return step && { ...step, at: 'place' }
}
const giveTo = act('give', GO_ON.give)

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
  end: act('end', GO_ON.end),
  give: async (event: AtPerson) => (await choosing(event)) ?? giveTo(event),
  place: choosing,
  reveal: (event: AtPerson) => revealDoor(event, event.params.id),
} satisfies Actions<{ id: string }>
