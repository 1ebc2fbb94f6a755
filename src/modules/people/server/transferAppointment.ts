import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  mayHoldAppointment,
  transferAppointmentSchema,
  type TransferAppointment,
} from '../domain/appointment.ts'
import { endAppointmentsNow, findAppointment, insertAppointment } from './appointmentStore.ts'
import { lockStanding } from './lockStanding.ts'
import { lockPerson } from './personStore.ts'
import { mayEndAppointment, mayGiveAppointment, mayGiveExport } from './appointmentPolicy.ts'
import { requireWingInUse } from './wingStore.ts'

/**
 * Hands an office over: the holder's ends and the successor's begins in the same moment, so that no place is without one in between. What
 * was to end on a day ends on that day for the successor too. The right to export goes along only where the giver could give it.
 * @throws Refusal secondStepNeeded
 * @throws Refusal notFound when there is no such office or person, or none that the actor may see
 * @throws Refusal forbidden to whoever could not end the one and give the other
 * @throws Refusal changedMeanwhile when it has ended, or the successor holds it already or nobody vouched for her
 */
export async function transferAppointment(
  ctx: Context,
  input: TransferAppointment,
): Promise<{ appointmentId: string; toPersonId: string }> {
  const { command, ...asked } = parse(transferAppointmentSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.transferAppointment', input: asked }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const held = await findAppointment(tx, asked.appointmentId)
      if (!held) throw new Refusal('notFound', { reason: 'people_c_appointment_unknown' })
      // Always in one order, or two hands that swap two offices would wait for each other.
      for (const id of [held.personId, asked.toPersonId].sort()) await lockPerson(tx, id)
      const successor = await lockStanding(tx, asked.toPersonId)
      authorise(mayEndAppointment(actor, { id: held.personId }, held))
      authorise(mayGiveAppointment(actor, successor, held))
      await requireWingInUse(tx, held.wing)
      if (!mayHoldAppointment(successor.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_c_not_vouched' })
      const ending = { reason: 'transferred', by: actor.personId } as const
      if ((await endAppointmentsNow(tx, [held.id], ending)).length === 0)
        throw new Refusal('changedMeanwhile', { reason: 'people_c_already_ended' })
      const { role, placeId, wing, acting, fromAt, toAt } = held
      const appointmentId = await insertAppointment(tx, {
        ...{ personId: successor.id, role, wing, acting, follows: held.id, givenBy: actor.personId },
        place: { id: placeId, lft: held.lft },
        term: { fromAt: fromAt > ctx.now ? fromAt : ctx.now, toAt },
        mayExport: held.mayExport && mayGiveExport(actor, held).allowed,
      })
      if (!appointmentId) throw new Refusal('changedMeanwhile', { reason: 'people_c_already_appointed' })
      const post = { role, placeId, wing }
      await announce(tx, 'people.appointmentEnded', {
        ...post,
        appointmentId: held.id,
        personId: held.personId,
      })
      await announce(tx, 'people.appointed', { ...post, appointmentId, personId: successor.id })
      record(tx, 'people.transferAppointment', `person:${held.personId}`, {
        ...{ appointmentId: held.id, role },
        successor: appointmentId,
      })
      record(tx, 'people.giveAppointment', `person:${successor.id}`, {
        ...{ ...post, appointmentId },
        follows: held.id,
      })
      return { appointmentId, toPersonId: successor.id }
    }),
  )
}
