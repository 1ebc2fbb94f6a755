import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { isMember } from '../domain/ladder.ts'
import { keepApartSchema, type KeepApart } from '../domain/merge.ts'
import { insertKeptApart } from './duplicateStore.ts'
import { lockBoth } from './lockBoth.ts'
import { mayKeepApart } from './duplicatePolicy.ts'

/**
 * Says that two records are two people: they are never offered as one again.
 * @throws Refusal forbidden unless the actor leads both; changedMeanwhile when one of them is set aside, or gave way to the other meanwhile
 */
export async function keepApart(ctx: Context, input: KeepApart): Promise<{ oneId: string; otherId: string }> {
  const { command, ...asked } = parse(keepApartSchema, input)
  const { oneId, otherId } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.keepApart', input: asked }, async () => {
      const actor = requirePerson(ctx.actor)
      const [one, other] = await lockBoth(tx, oneId, otherId)
      authorise(mayKeepApart(actor, one.person, other.person))
      // Who is one by now is not two: that is taken back first.
      if (!isMember(one.person.state) || !isMember(other.person.state))
        throw new Refusal('changedMeanwhile', { reason: 'people_d_set_aside' })
      if (await insertKeptApart(tx, [oneId, otherId], actor.personId))
        record(tx, 'people.keepApart', `person:${oneId}`, { otherId })
      return { oneId, otherId }
    }),
  )
}
