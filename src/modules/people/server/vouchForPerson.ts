import { randomInt } from 'node:crypto'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after, isConfirmed } from '../domain/ladder.ts'
import { decideVouch, vouchSchema, type VouchForPerson } from '../domain/vouch.ts'
import { insertAppointment } from './appointmentStore.ts'
import { mayVouchDespite } from './decisionPolicy.ts'
import { suspendedBefore } from './decisionStore.ts'
import { lockStanding } from './lockStanding.ts'
import { nameIsKnown } from './nameStore.ts'
import { savePerson } from './personStore.ts'
import { mayVouch, mayVouchBehind } from './policy.ts'
import { phoneSharedOf } from './sharingStore.ts'
import { insertVouch, inviterOf } from './vouchStore.ts'

export interface Vouched {
  readonly personId: string
  readonly vouchId: string
  /** Invited and vouched for by one hand. */
  readonly sameHand: boolean
}

/**
 * A coordinator's word that a person is real and belongs to the booth: she becomes a volunteer there.
 * @throws Refusal forbidden to everybody but a coordinator of her wing and place, to herself, and behind the own phone
 * @throws Refusal forbidden below the level that suspended somebody of her name behind her phone
 * @throws Refusal changedMeanwhile when she does not wait for a vouch (any more)
 */
export async function vouchForPerson(ctx: Context, input: VouchForPerson): Promise<Vouched> {
  const { command, personId } = parse(vouchSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.vouchForPerson', input: { personId } }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      authorise(mayVouch(actor, person))
      authorise(mayVouchBehind(await phoneSharedOf(tx, personId)))
      const before = await suspendedBefore(tx, ctx.platform.keys, person)
      authorise(mayVouchDespite(actor, person, before))
      const state = after(person.state, 'vouched', person.hasBooth)
      if (!state)
        throw new Refusal('changedMeanwhile', {
          reason: isConfirmed(person.state) ? 'people_c_already_vouched' : 'people_c_not_waiting',
        })
      const inviter = await inviterOf(tx, person.invitationId)
      const made = decideVouch(actor.personId, inviter, randomInt(1_000_000) / 1_000_000)
      const { placeId, placeLft, wing } = person
      const vouchId = await insertVouch(tx, { ...made, personId, vouchedBy: actor.personId, placeId, wing })
      await insertAppointment(tx, {
        personId,
        role: 'volunteer',
        place: { id: placeId, lft: placeLft },
        wing,
        mayExport: false,
        givenBy: actor.personId,
      })
      await savePerson(tx, personId, { state })
      await nameIsKnown(tx, personId)
      await announce(tx, 'people.vouched', { personId, placeId, wing, vouchId })
      record(tx, 'people.vouchForPerson', `person:${personId}`, { vouchId, placeId, sameHand: made.sameHand })
      return { personId, vouchId, sameHand: made.sameHand }
    }),
  )
}
