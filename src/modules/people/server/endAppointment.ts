import { authorise, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { endAppointmentSchema, type EndAppointment } from '../domain/appointment.ts'
import { endAppointmentsNow, findAppointment } from './appointmentStore.ts'
import { keepAnAdmin } from './keepAnAdmin.ts'
import { lockPerson } from './personStore.ts'
import { mayEndAppointment } from './appointmentPolicy.ts'

/**
 * Ends an appointment, also one that was to begin later: its authority is gone with the holder's next request.
 * @throws Refusal secondStepNeeded
 * @throws Refusal forbidden to whoever could not have given it, and to its holder
 * @throws Refusal changedMeanwhile when it has ended already, or is the last administrator's
 */
export async function endAppointment(ctx: Context, input: EndAppointment): Promise<{ personId: string }> {
  const { command, ...asked } = parse(endAppointmentSchema, input)
  const { appointmentId, reason } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.endAppointment', input: asked }, async () => {
      const actor = requireSecondStep(ctx.actor)
      const held = await findAppointment(tx, appointmentId)
      if (!held) throw new Refusal('notFound', { reason: 'people_c_appointment_unknown' })
      // A holder who lives outside the actor's scope is out of sight, and her office is ended all the same.
      await lockPerson(tx, held.personId)
      authorise(mayEndAppointment(actor, { id: held.personId }, held))
      await keepAnAdmin(tx, [held])
      const ended = await endAppointmentsNow(tx, [appointmentId], { reason, by: actor.personId })
      if (ended.length === 0) throw new Refusal('changedMeanwhile', { reason: 'people_c_already_ended' })
      const { personId, role, placeId, wing } = held
      await announce(tx, 'people.appointmentEnded', { appointmentId, personId, role, placeId, wing })
      record(tx, 'people.endAppointment', `person:${personId}`, { appointmentId, role, reason })
      return { personId }
    }),
  )
}
