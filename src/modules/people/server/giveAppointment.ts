import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { giveAppointmentSchema, mayHoldAppointment, type GiveAppointment } from '../domain/appointment.ts'
import { isTerm, termOf } from '../domain/term.ts'
import { insertAppointment } from './appointmentStore.ts'
import { lockStanding } from './lockStanding.ts'
import { placeOf } from './placeOfStore.ts'
import { mayGiveAppointment, mayGiveExport } from './appointmentPolicy.ts'
import { requireWingInUse } from './wingStore.ts'

/**
 * Gives a person a role at a place in a wing, from now on or for a term.
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden above or outside the giver's own scope, and to himself
 * @throws Refusal changedMeanwhile when nobody vouched for the person, or she already holds it
 */
export async function giveAppointment(
  ctx: Context,
  input: GiveAppointment,
): Promise<{ appointmentId: string }> {
  const { command, ...asked } = parse(giveAppointmentSchema, input)
  const { personId, role, placeId, wing, mayExport, acting } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.giveAppointment', input: asked }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const person = await lockStanding(tx, personId)
      const place = await placeOf(tx, placeId)
      if (!place) throw new Refusal('badInput', { fields: { placeId: 'people_c_place_needed' } })
      const post = { role, lft: place.lft, rgt: place.rgt, wing }
      authorise(mayGiveAppointment(actor, person, post))
      if (mayExport) authorise(mayGiveExport(actor, post))
      await requireWingInUse(tx, wing)
      if (!mayHoldAppointment(person.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_c_not_vouched' })
      const term = termOf(asked, ctx.now)
      if (!isTerm(term)) throw new Refusal('badInput', { fields: term })
      const given = { personId, role, place, wing, mayExport, acting, term, givenBy: actor.personId }
      const appointmentId = await insertAppointment(tx, given)
      if (!appointmentId) throw new Refusal('changedMeanwhile', { reason: 'people_c_already_appointed' })
      await announce(tx, 'people.appointed', { appointmentId, personId, role, placeId, wing })
      record(tx, 'people.giveAppointment', `person:${personId}`, {
        appointmentId,
        role,
        placeId,
        wing,
        mayExport,
        acting,
        from: asked.from ?? null,
        until: asked.until ?? null,
      })
      return { appointmentId }
    }),
  )
}
