import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { committeeSchema, type CommitteeQuery } from '../domain/responsible.ts'
import { committeeOf, type Seat } from './committeeStore.ts'
import { holderOf, postAt } from './dissolveCommittee.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'
import { mayAskWhoIsResponsible, mayEndAppointment, mayGiveAppointment } from './appointmentPolicy.ts'

export interface Committee {
  readonly place: PlaceOf
  /** Where its members would go on; undefined when no place is asked for. */
  readonly to: PlaceOf | undefined
  readonly seats: readonly (Seat & {
    /** Whether the asker may end it. */
    readonly mayEnd: boolean
    /** Whether the asker may give the same office at the other place. */
    readonly mayContinue: boolean
  })[]
}

/**
 * Who sits at a place in one wing, now or soon, and what of it the asker could dissolve: shown before anything is done.
 * @throws Refusal notSignedIn, badInput, notFound for an unknown place, or forbidden for one outside one's scope
 */
export async function viewCommittee(ctx: Context, input: CommitteeQuery): Promise<Committee> {
  const asked = parse(committeeSchema, input)
  const actor = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const place = await placeOf(tx, asked.placeId)
    if (!place) throw new Refusal('notFound', { reason: 'people_c_place_unknown' })
    authorise(mayAskWhoIsResponsible(actor, place))
    const to = asked.toPlaceId === undefined ? undefined : await placeOf(tx, asked.toPlaceId)
    const seats = await committeeOf(tx, place.id, asked.wing)
    return {
      place,
      to,
      seats: seats.map((seat) => {
        const holder = holderOf(seat)
        const mayContinue = to && holder && mayGiveAppointment(actor, holder, postAt(seat, to, asked.wing))
        return {
          ...seat,
          mayEnd: mayEndAppointment(actor, { id: seat.personId }, postAt(seat, place, asked.wing)).allowed,
          mayContinue: mayContinue?.allowed ?? false,
        }
      }),
    }
  })
}
