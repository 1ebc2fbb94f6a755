import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { declineSchema, type DeclinePerson } from '../domain/decision.ts'
import { after } from '../domain/ladder.ts'
import { decidesFrom } from './decisionPolicy.ts'
import { insertDecision } from './decisionStore.ts'
import { lockStanding } from './lockStanding.ts'
import { savePerson } from './personStore.ts'
import { mayDecline } from './policy.ts'

/**
 * Says no to someone who waits, with a reason that she is told.
 * @throws Refusal changedMeanwhile when she does not wait (any more)
 */
export async function declinePerson(ctx: Context, input: DeclinePerson): Promise<{ personId: string }> {
  const { command, ...asked } = parse(declineSchema, input)
  const { personId, reason, note } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.declinePerson', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      authorise(mayDecline(actor, person))
      const state = after(person.state, 'declined', person.hasBooth)
      if (!state) throw new Refusal('changedMeanwhile', { reason: 'people_c_not_waiting' })
      await savePerson(tx, personId, { state })
      const from = decidesFrom(actor, person)
      const decided = { personId, reason, note, decidedBy: actor.personId, from }
      await insertDecision(tx, { ...decided, decision: 'declined' })
      await announce(tx, 'people.declined', { personId, placeId: person.placeId, wing: person.wing })
      record(tx, 'people.declinePerson', `person:${personId}`, { reason })
      return { personId }
    }),
  )
}
