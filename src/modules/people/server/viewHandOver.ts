import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'
import { CONFIRMED, cursorOf, cursorText, filter, readCursor } from '../domain/peopleQuery.ts'
import { isOver } from '../domain/term.ts'
import { findAppointment, type Appointment } from './appointmentStore.ts'
import { namesOf, type NameInBoth } from './namesOfStore.ts'
import { countFound, hitsOf, peopleLines, type PersonLine } from './peopleListStore.ts'
import { mayEndAppointment, mayGiveAppointment } from './appointmentPolicy.ts'

const schema = z.object({
  appointmentId: z.uuid({ error: 'people_c_appointment_unknown' }),
  /** Part of the successor's name, in either script. */
  text: filter(z.string().trim().max(120)),
  /** Where the last part ended, as the list itself said. */
  after: filter(z.string().max(400)),
})
const cursorKey = z.tuple([z.int32(), cursorText, z.uuid()])

/** An office that is to be handed over, and who could take it. */
export interface HandOver {
  readonly appointment: Appointment
  readonly holder: NameInBoth | undefined
  /** One part of them, by name; what a search fits best comes first. */
  readonly candidates: readonly Pick<
    PersonLine,
    'id' | keyof NameInScripts | 'placeHi' | 'placeEn' | 'placeCode' | 'wing'
  >[]
  /** How many there are in all parts, counted up to one more than `MOST_COUNTED`. */
  readonly found: number
  /** A search that finds more than anybody reads: the number is of those that fit best. */
  readonly isMore: boolean
  readonly next: string | undefined
}

/** Names of one part: each is a choice of its own on the page. */
const PART = 20

/**
 * An office to be handed over with those of its place whom the actor may appoint to it, by name, part by part.
 * @throws Refusal notSignedIn, badInput, notFound, or forbidden to whoever could not end it
 * @throws Refusal changedMeanwhile when it is over
 */
export async function viewHandOver(
  ctx: Context,
  input: {
    readonly appointmentId: string
    readonly text?: string | undefined
    readonly after?: string | undefined
  },
): Promise<HandOver> {
  const { appointmentId, text, after } = parse(schema, input)
  const actor = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const appointment = await findAppointment(tx, appointmentId)
    if (!appointment) throw new Refusal('notFound', { reason: 'people_c_appointment_unknown' })
    const { personId, lft, rgt, wing } = appointment
    authorise(mayEndAppointment(actor, { id: personId }, appointment))
    if (isOver(appointment, ctx.now))
      throw new Refusal('changedMeanwhile', { reason: 'people_c_already_ended' })
    const bounds = { low: lft, high: rgt }
    const hits = await hitsOf(tx, text, bounds)
    // Whom the actor may appoint there follows from place and wing alone, but nobody appoints herself, nor whoever holds it.
    const except = [personId, actor.personId]
    const asked = { hits, state: CONFIRMED, wing: wing ?? undefined, except } as const
    const anybody = { id: appointmentId, placeLft: lft, wing: wing ?? 0 }
    const mayGive = mayGiveAppointment(actor, anybody, appointment).allowed
    const lines = mayGive ? await peopleLines(tx, asked, bounds, ctx.locale, readCursor(cursorKey, after), PART + 1) : [] // prettier-ignore
    const last = lines.length > PART ? lines[PART - 1] : undefined
    return {
      appointment,
      holder: (await namesOf(tx, [personId])).get(personId),
      candidates: lines.slice(0, PART),
      found: mayGive ? await countFound(tx, asked, bounds) : 0,
      isMore: hits?.isMore ?? false,
      next: last && cursorOf([last.score, last.sortName, last.id]),
    }
  })
}
