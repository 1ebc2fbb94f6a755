import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announceAll } from '#platform/outbox/announce.ts'
import { dissolveCommitteeSchema, type DissolveCommittee } from '../domain/appointment.ts'
import { endAppointmentsNow } from './appointmentStore.ts'
import { continueAt, lockCommittee, type Seat } from './committeeStore.ts'
import { keepAnAdmin } from './keepAnAdmin.ts'
import { placeOf, type PlaceOf } from './placeOfStore.ts'
import { mayEndAppointment, mayGiveAppointment, mayGiveExport } from './appointmentPolicy.ts'
import { type Standing } from './policy.ts'
import { requireWingInUse } from './wingStore.ts'

/** What became of a committee. */
export interface Dissolved {
  readonly ended: number
  /** How many of its members go on in the same role at the other place. */
  readonly continued: number
}

/**
 * Dissolves a committee: every office at one place in one wing ends in the same moment, all or none, and its members go on at another place
 * in the same roles if one is named. Each new office remembers the one it follows, so the history of both stays whole.
 * @throws Refusal secondStepNeeded
 * @throws Refusal badInput for an unknown place or one and the same
 * @throws Refusal forbidden when a single office is not the actor's to end, or not to give at the other place: nobody gives one to somebody
 * who lives outside the own scope
 * @throws Refusal changedMeanwhile when it is no longer what the page showed, or holds the last administrator
 */
export async function dissolveCommittee(ctx: Context, input: DissolveCommittee): Promise<Dissolved> {
  const { command, ...asked } = parse(dissolveCommitteeSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.dissolveCommittee', input: asked }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const place = await knownTo(tx, asked.placeId, 'placeId')
      const other =
        asked.toPlaceId === undefined ? undefined : await knownTo(tx, asked.toPlaceId, 'toPlaceId')
      if (other?.id === place.id)
        throw new Refusal('badInput', { fields: { toPlaceId: 'people_committee_same_place' } })
      // A committee of a retired wing may end, but goes on nowhere.
      if (other) await requireWingInUse(tx, asked.wing)
      const seats = await lockCommittee(tx, place.id, asked.wing)
      for (const seat of seats) {
        authorise(mayEndAppointment(actor, { id: seat.personId }, postAt(seat, place, asked.wing)))
        if (!other) continue
        const holder = holderOf(seat)
        if (!holder) throw new Refusal('forbidden', { reason: 'people_committee_not_all' })
        authorise(mayGiveAppointment(actor, holder, postAt(seat, other, asked.wing)))
      }
      if (seats.length === 0 || !sameSet(asked.appointmentIds, seats))
        throw new Refusal('changedMeanwhile', { reason: 'people_committee_changed' })
      await keepAnAdmin(
        tx,
        seats.map((seat) => ({ ...seat, lft: place.lft, wing: asked.wing })),
      )
      const going = seats.map((seat) => ({
        follows: seat.id,
        mayExport:
          seat.mayExport &&
          other !== undefined &&
          mayGiveExport(actor, postAt(seat, other, asked.wing)).allowed,
      }))
      const continued = other ? await continueAt(tx, going, other, actor.personId) : []
      await endAppointmentsNow(
        tx,
        seats.map(({ id }) => id),
        { reason: 'dissolved', by: actor.personId },
      )
      const { wing } = asked
      await announceAll(
        tx,
        'people.appointmentEnded',
        seats.map(({ id, personId, role }) => ({
          appointmentId: id,
          personId,
          role,
          placeId: place.id,
          wing,
        })),
      )
      const roleOf = new Map(seats.map(({ id, role }) => [id, role]))
      await announceAll(
        tx,
        'people.appointed',
        continued.map(({ id, personId, follows }) => ({
          ...{ appointmentId: id, personId, role: roleOf.get(follows) },
          ...{ placeId: other!.id, wing },
        })),
      )
      record(tx, 'people.dissolveCommittee', `place:${place.id}`, {
        wing,
        ended: seats.map(({ id }) => id),
        toPlaceId: other?.id ?? null,
        continued: continued.map(({ id }) => id),
      })
      return { ended: seats.length, continued: continued.length }
    }),
  )
}

async function knownTo(tx: Transaction, id: string, field: string): Promise<PlaceOf> {
  const place = await placeOf(tx, id)
  if (!place) throw new Refusal('badInput', { fields: { [field]: 'people_c_place_needed' } })
  return place
}

/** The holder as policies see her; undefined where she lives outside the actor's scope. */
export const holderOf = ({ personId, personLft, personWing }: Seat): Standing | undefined =>
  personLft === null || personWing === null
    ? undefined
    : { id: personId, placeLft: personLft, wing: personWing }
export const postAt = (
  { role }: Pick<Seat, 'role'>,
  { lft, rgt }: Pick<PlaceOf, 'lft' | 'rgt'>,
  wing: number | null,
) => ({ role, lft, rgt, wing })

const sameSet = (shown: readonly string[], seats: readonly Seat[]): boolean => {
  const ids = new Set(shown)
  return ids.size === seats.length && seats.every(({ id }) => ids.has(id))
}
