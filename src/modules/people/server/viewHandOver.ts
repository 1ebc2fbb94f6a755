import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { CONFIRMED, filter } from '../domain/peopleQuery.ts'
import { isOver } from '../domain/term.ts'
import { findAppointment, type Appointment } from './appointmentStore.ts'
import { namesOf, type NameInBoth } from './namesOf.ts'
import { peopleLines, type PersonLine } from './peopleListStore.ts'
import { mayEndAppointment, mayGiveAppointment } from './appointmentPolicy.ts'

const schema = z.object({
  appointmentId: z.uuid({ error: 'people_c_appointment_unknown' }),
  /** Part of the successor's name, in either script. */
  text: filter(z.string().trim().max(120)),
})

/** An office that is to be handed over, and who could take it. */
export interface HandOver {
  readonly appointment: Appointment
  readonly holder: NameInBoth | undefined
  readonly candidates: readonly Pick<
    PersonLine,
    'id' | 'name' | 'nameLatin' | 'placeHi' | 'placeEn' | 'placeCode' | 'wing'
  >[]
}

/** Names offered: more call for a better word. */
const MOST = 20

/**
 * An office to be handed over with those of its place whom the actor may appoint to it, by name.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden to whoever could not end it
 * @throws Refusal changedMeanwhile when it is over
 */
export async function viewHandOver(
  ctx: Context,
  input: { readonly appointmentId: string; readonly text?: string | undefined },
): Promise<HandOver> {
  const { appointmentId, text } = parse(schema, input)
  const actor = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const appointment = await findAppointment(tx, appointmentId)
    if (!appointment) throw new Refusal('notFound', { reason: 'people_c_appointment_unknown' })
    const { personId, lft, rgt, wing } = appointment
    authorise(mayEndAppointment(actor, { id: personId }, appointment))
    if (isOver(appointment, ctx.now))
      throw new Refusal('changedMeanwhile', { reason: 'people_c_already_ended' })
    const asked = { text, state: CONFIRMED, wing: wing ?? undefined } as const
    const lines = await peopleLines(tx, asked, { low: lft, high: rgt }, ctx.locale, undefined, MOST + 2)
    const fits = ({ id, wing: own }: PersonLine) =>
      id !== personId && mayGiveAppointment(actor, { id, placeLft: lft, wing: own }, appointment).allowed
    return {
      appointment,
      holder: (await namesOf(tx, [personId])).get(personId),
      candidates: lines.filter(fits).slice(0, MOST),
    }
  })
}
