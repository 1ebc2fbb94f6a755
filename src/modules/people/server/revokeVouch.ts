import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after } from '../domain/ladder.ts'
import { vouchSchema, type VouchForPerson } from '../domain/vouch.ts'
import { appointmentsOf, inForce } from './appointmentStore.ts'
import { lockStanding } from './lockStanding.ts'
import { mayVouch, mayWithdraw } from './policy.ts'
import { withdrawStanding } from './withdrawStanding.ts'

/**
 * Takes a vouch back: the person waits again, without any appointment.
 * @throws Refusal forbidden to whoever could not have vouched, and towards those who stand level or above
 * @throws Refusal changedMeanwhile when nobody's vouch stands
 */
export async function revokeVouch(ctx: Context, input: VouchForPerson): Promise<{ personId: string }> {
  const { command, personId } = parse(vouchSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.revokeVouch', input: { personId } }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      const posts = (await appointmentsOf(tx, personId)).filter((post) => inForce(post, ctx.now))
      authorise(mayVouch(actor, person))
      authorise(mayWithdraw(actor, person, posts))
      const state = after(person.state, 'vouchWithdrawn', person.hasBooth)
      if (!state) throw new Refusal('changedMeanwhile', { reason: 'people_c_not_vouched' })
      const ended = await withdrawStanding(tx, personId, state)
      await announce(tx, 'people.vouchRevoked', { personId, placeId: person.placeId, wing: person.wing })
      record(tx, 'people.revokeVouch', `person:${personId}`, { appointmentsEnded: ended })
      return { personId }
    }),
  )
}
