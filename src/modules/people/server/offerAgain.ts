import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { keepApartSchema, type KeepApart } from '../domain/merge.ts'
import { deleteKeptApart } from './duplicateStore.ts'
import { mayKeepApart } from './duplicatePolicy.ts'
import { lockBoth } from './lockBoth.ts'

/**
 * Takes back that two records are two people (keepApart): they are offered as one again, and may be merged.
 * @throws Refusal forbidden unless the actor leads both
 */
export async function offerAgain(
  ctx: Context,
  input: KeepApart,
): Promise<{ oneId: string; otherId: string }> {
  const { command, ...asked } = parse(keepApartSchema, input)
  const { oneId, otherId } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.offerAgain', input: asked }, async () => {
      const [one, other] = await lockBoth(tx, oneId, otherId)
      authorise(mayKeepApart(requirePerson(ctx.actor), one.person, other.person))
      if (await deleteKeptApart(tx, [oneId, otherId]))
        record(tx, 'people.offerAgain', `person:${oneId}`, { otherId })
      return { oneId, otherId }
    }),
  )
}
