import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { settleOverSchema, type RegistrationState, type SettleOver } from '../domain/seats.ts'
import { dropAgenda, findRegistration, holdQuota, lockRegistration, saveStep } from './registrationStore.ts'
import { lockRun } from './runEvent.ts'

/**
 * Decides for somebody in a quota that became too small: keep her, ask her whether she gives way, or put her at the front of the waiting list, where
 * her old place in the order counts. She is told in each case.
 * @throws Refusal as lockRun; notFound; changedMeanwhile when she holds no seat, or the quota is not too full any more
 */
export async function settleOver(ctx: Context, input: SettleOver): Promise<{ state: RegistrationState }> {
  const { command, ...asked } = parse(settleOverSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.settleOver', input: asked }, async () => {
      requirePerson(ctx.actor)
      await lockRun(tx, asked.eventId)
      const found = await findRegistration(tx, asked.eventId, asked.registrationId)
      if (!found) throw new Refusal('notFound', { reason: 'events_registration_unknown' })
      const quota = await holdQuota(tx, found.quotaId)
      const held = (await lockRegistration(tx, found.id))!
      if (quota.taken <= quota.seats) throw new Refusal('changedMeanwhile', { reason: 'events_not_over' })
      if (held.state !== 'registered' && held.state !== 'asked')
        throw new Refusal('changedMeanwhile', { reason: 'events_step_over' })
      const state = ({ keep: 'registered', ask: 'asked', wait: 'waiting' } as const)[asked.choice]
      await saveStep(tx, held.id, { state, kept: asked.choice === 'keep' })
      if (state === 'waiting') await dropAgenda(tx, [held.id])
      await announce(tx, 'events.overSettled', {
        registrationId: held.id,
        eventId: asked.eventId,
        choice: asked.choice,
      })
      record(tx, 'events.settleOver', `registration:${held.id}`, { choice: asked.choice })
      return { state }
    }),
  )
}
