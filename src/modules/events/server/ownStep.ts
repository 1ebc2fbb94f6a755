import { requireMember, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isAhead } from '../domain/event.ts'
import {
  afterStep,
  answerOfferSchema,
  holdsSeat,
  isComing,
  withdrawSchema,
  type AnswerOffer,
  type RegistrationState,
  type RegistrationStep,
  type Withdraw,
} from '../domain/seats.ts'
import { findEvent } from './eventStore.ts'
import { dropAgenda, holdQuota, lockRegistration, ownRegistration, saveStep, type Registration } from './registrationStore.ts' // prettier-ignore

/**
 * One's own registration as it is now, under lock behind its quota.
 * @throws Refusal notFound
 */
async function lockOwn(tx: Transaction, eventId: string): Promise<Registration> {
  const { personId } = requirePerson(tx.actor)
  const own = await ownRegistration(tx, eventId, personId)
  if (!own) throw new Refusal('notFound', { reason: 'events_registration_unknown' })
  await holdQuota(tx, own.quotaId)
  return (await lockRegistration(tx, own.id))!
}

/** Takes one step with one's own registration, and hands on the seat that it gives back. */
async function take(
  tx: Transaction,
  own: Registration,
  step: RegistrationStep,
): Promise<{ state: RegistrationState }> {
  const state = afterStep(own.state, step)
  if (!state) throw new Refusal('changedMeanwhile', { reason: 'events_step_over' })
  await saveStep(tx, own.id, {
    state,
    ...(step === 'withdraw' ? { endedWhy: 'events_withdrew' } : {}),
    kept: step === 'keep',
  })
  if (!isComing(state)) await dropAgenda(tx, [own.id])
  if (holdsSeat(own.state) && !holdsSeat(state))
    await announce(tx, 'events.seatFreed', { eventId: own.eventId, quotaId: own.quotaId })
  await announce(tx, 'events.registrationChanged', { registrationId: own.id, eventId: own.eventId, state })
  return { state }
}

/**
 * Takes one's own registration back: the seat goes to the next in line, the sessions that were chosen are free again.
 * @throws Refusal notFound; changedMeanwhile when it was taken back already
 */
export async function withdrawFromEvent(
  ctx: Context,
  input: Withdraw,
): Promise<{ state: RegistrationState }> {
  const { command, eventId } = parse(withdrawSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.withdraw', input: { eventId } }, async () => {
      const own = await lockOwn(tx, eventId)
      const answer = await take(tx, own, 'withdraw')
      record(tx, 'events.withdraw', `registration:${own.id}`, { eventId, from: own.state })
      return answer
    }),
  )
}

/**
 * Answers what one was asked: takes an offered seat, once and before it lapses; or, asked to give way, keeps the seat or goes to the front of
 * the line.
 * @throws Refusal notFound; changedMeanwhile when nothing is asked, the offer's time is over, or the event was held or
 * cancelled
 */
export async function answerOffer(ctx: Context, input: AnswerOffer): Promise<{ state: RegistrationState }> {
  const { command, eventId, answer } = parse(answerOfferSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.answerOffer', input: { eventId, answer } }, async () => {
      requireMember(tx.actor)
      const own = await lockOwn(tx, eventId)
      const event = await findEvent(tx, eventId)
      if (!event || !isAhead(event, indianDay(ctx.now)))
        throw new Refusal('changedMeanwhile', { reason: 'events_is_over' })
      if (answer === 'accept' && own.offerUntil && own.offerUntil <= ctx.now)
        throw new Refusal('changedMeanwhile', { reason: 'events_offer_over' })
      const answered = await take(tx, own, answer)
      record(tx, 'events.answerOffer', `registration:${own.id}`, { eventId, answer })
      return answered
    }),
  )
}
