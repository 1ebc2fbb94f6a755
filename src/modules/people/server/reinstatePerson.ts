import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { reinstateSchema, type ReinstatePerson } from '../domain/decision.ts'
import { after } from '../domain/ladder.ts'
import { decidesFrom, mayReinstate } from './decisionPolicy.ts'
import { insertDecision, putAsideFrom } from './decisionStore.ts'
import { lockStanding } from './lockStanding.ts'
import { savePerson } from './personStore.ts'

/**
 * Takes back someone who was suspended or declined: she waits for a vouch again.
 * @throws Refusal forbidden below the office that decided
 * @throws Refusal changedMeanwhile when she is neither
 */
export async function reinstatePerson(ctx: Context, input: ReinstatePerson): Promise<{ personId: string }> {
  const { command, ...asked } = parse(reinstateSchema, input)
  const { personId, reason, note } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.reinstatePerson', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      authorise(mayReinstate(actor, person, await putAsideFrom(tx, personId)))
      const state = after(person.state, 'reinstated', person.hasBooth)
      if (!state) throw new Refusal('changedMeanwhile', { reason: 'people_c_not_suspended' })
      await savePerson(tx, personId, { state })
      const from = decidesFrom(actor, person)
      const decided = { personId, reason, note, decidedBy: actor.personId, from }
      await insertDecision(tx, { ...decided, decision: 'reinstated' })
      await announce(tx, 'people.reinstated', { personId, placeId: person.placeId, wing: person.wing })
      record(tx, 'people.reinstatePerson', `person:${personId}`, { reason })
      return { personId }
    }),
  )
}
