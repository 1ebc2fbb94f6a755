import type { Actions, RequestEvent } from '@sveltejs/kit'
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
import { resumeReveal, revealDoor } from './revealDoor.ts'
import { rolesGivenBy, type AppointedRole, type END_REASONS } from '#modules/people/domain/appointment.ts'

type EndReason = (typeof END_REASONS)[number]

/** What a door at a person's record brings along. */
type AtPerson = RequestEvent<{ id: string }>

/** A person's record: the same door for volunteers (`/people/…`) and for the programme's staff (`/staff/…`). */
export async function loadPerson({ locals, params, url }: Pick<AtPerson, 'locals' | 'params' | 'url'>) {
  const revealed = await resumeReveal({ locals, url })
  // Before the record: what was given is to be seen in it.
  const resumed = await resumeGiving({ locals, params, url })
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

/** What the form of an office says, and what of it goes along through the second step. */
const OFFICE_FIELDS = ['command', 'role', 'placeId', 'wing', 'mayExport', 'acting', 'from', 'until'] as const

const give = ({ locals }: Pick<AtPerson, 'locals'>, fields: Record<string, string>) =>
  giveAppointment(locals.context, {
    ...asked(fields),
    role: fields.role as AppointedRole,
    placeId: fields.placeId ?? '',
    wing: fields.wing ?? '',
    mayExport: fields.mayExport === 'on',
    acting: fields.acting === 'on',
    from: fields.from ?? '',
    until: fields.until ?? '',
  })

/** No field of the form is longer; what travels in an address must stay short. */
const LONGEST_FIELD = 60

/** Gives an office from the form. Where the second step is wanted, the same giving goes on after it: `resumeGiving`. */
async function giveDoor(event: AtPerson) {
  const { locals, params, request, url } = event
  const fields: Record<string, string> = { ...(await readForm(request)), personId: params.id }
  const taken = OFFICE_FIELDS.map((name) => [name, (fields[name] ?? '').slice(0, LONGEST_FIELD)])
  const kept = { ...Object.fromEntries(taken), personId: params.id } as Record<string, string>
  const token = locals.context.actor.kind === 'person' ? carry(locals.context, 'give', kept) : ''
  return attemptInWords(carrying(url, token), fields, async () => {
    await give(event, fields)
    return { done: true }
  })
}

/** The office whose giving was asked for before the second step: what its form would have answered. */
async function resumeGiving({ locals, params, url }: Pick<AtPerson, 'locals' | 'params' | 'url'>) {
  const fields = carried(locals.context, 'give', url.searchParams.get(CARRIED))
  if (!fields || fields.personId !== params.id) return undefined
  const answer = await attemptInWords(url, fields, async () => {
    await give({ locals }, { ...fields })
    return { done: true }
  })
  return 'done' in answer ? answer : answer.data
}

/** Each form of the page carries its own command; the person is the address's. */
const act =
  (verb: (event: AtPerson, fields: Record<string, string>) => Promise<unknown>) =>
  async (event: AtPerson) => {
    const fields = { ...(await readForm(event.request)), personId: event.params.id }
    return attemptInWords(event.url, fields, async () => {
      await verb(event, fields)
      return { done: true }
    })
  }
const asked = (fields: Record<string, string>) => ({
  command: fields.command ?? '',
  personId: fields.personId ?? '',
})

export const personActions = {
  vouch: act(({ locals }, fields) => vouchForPerson(locals.context, asked(fields))),
  revokeVouch: act(({ locals }, fields) => revokeVouch(locals.context, asked(fields))),
  decline: act(({ locals }, fields) => declinePerson(locals.context, fields as unknown as DeclinePerson)),
  suspend: act(({ locals }, fields) => suspendPerson(locals.context, fields as unknown as SuspendPerson)),
  reinstate: act(({ locals }, fields) =>
    reinstatePerson(locals.context, fields as unknown as ReinstatePerson),
  ),
  correctName: act(({ locals }, fields) =>
    correctName(locals.context, {
      ...asked(fields),
      name: fields.name ?? '',
      otherScript: fields.otherScript ?? '',
    }),
  ),
  confirmName: act(({ locals }, fields) =>
    confirmName(locals.context, { ...asked(fields), name: fields.name ?? '' }),
  ),
  end: act(({ locals }, { command = '', appointmentId = '', reason }) =>
    endAppointment(locals.context, { command, appointmentId, reason: reason as EndReason }),
  ),
  give: giveDoor,
  reveal: (event: AtPerson) => revealDoor(event, event.params.id),
} satisfies Actions<{ id: string }>
