import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { suspendSchema, type SuspendPerson } from '../domain/decision.ts'
import { after } from '../domain/ladder.ts'
import { appointmentsOf, inForce } from './appointmentStore.ts'
import { decidesFrom } from './decisionPolicy.ts'
import { insertDecision, traceOf } from './decisionStore.ts'
import { lockStanding } from './lockStanding.ts'
import { mayWithdraw } from './policy.ts'
import { withdrawStanding } from './withdrawStanding.ts'

/**
 * Suspends a person: authority and volunteer card stop counting with the next request.
 * @throws Refusal forbidden towards those who stand level or above
 * @throws Refusal changedMeanwhile when she is not (any more) a member
 */
export async function suspendPerson(ctx: Context, input: SuspendPerson): Promise<{ personId: string }> {
  const { command, ...asked } = parse(suspendSchema, input)
  const { personId, reason, note } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.suspendPerson', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      const posts = (await appointmentsOf(tx, personId)).filter((post) => inForce(post, ctx.now))
      authorise(mayWithdraw(actor, person, posts))
      const state = after(person.state, 'suspended', person.hasBooth)
      if (!state) throw new Refusal('changedMeanwhile', { reason: 'people_c_not_member' })
      const ended = await withdrawStanding(tx, personId, state)
      const from = decidesFrom(actor, person)
      const trace = await traceOf(tx, ctx.platform.keys, person)
      const decided = { personId, reason, note, decidedBy: actor.personId, from, trace }
      await insertDecision(tx, { ...decided, decision: 'suspended' })
      await announce(tx, 'people.suspended', { personId, placeId: person.placeId, wing: person.wing })
      record(tx, 'people.suspendPerson', `person:${personId}`, { reason, appointmentsEnded: ended })
      return { personId }
    }),
  )
}
