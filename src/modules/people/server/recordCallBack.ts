import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { callBackSchema, type RecordCallBack } from '../domain/vouch.ts'
import { findPerson } from './personStore.ts'
import { mayCallBack, mayVouchBehind } from './policy.ts'
import { phoneSharedOf } from './sharingStore.ts'
import { lockDueCallBack, saveCallBack } from './vouchStore.ts'

/**
 * Notes what a call to a person said who was invited and vouched for by one hand. A doubt changes nothing by itself: revoking the vouch
 * or suspending the person is a decision of its own.
 * @throws Refusal forbidden to the hand that vouched, to whoever could not have, and behind the own phone
 * @throws Refusal changedMeanwhile when somebody called already
 */
export async function recordCallBack(ctx: Context, input: RecordCallBack): Promise<{ personId: string }> {
  const { command, vouchId, confirmed } = parse(callBackSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.recordCallBack', input: { vouchId, confirmed } }, async () => {
      const actor = requirePerson(ctx.actor)
      const vouch = await lockDueCallBack(tx, vouchId)
      const person = vouch && (await findPerson(tx, vouch.personId))
      if (!vouch || !person) throw new Refusal('changedMeanwhile', { reason: 'people_c_already_called' })
      authorise(mayCallBack(actor, person, vouch.vouchedBy))
      authorise(mayVouchBehind(await phoneSharedOf(tx, person.id)))
      await saveCallBack(tx, vouchId, actor.personId, confirmed)
      await announce(tx, 'people.calledBack', { personId: person.id, vouchId, confirmed })
      record(tx, 'people.recordCallBack', `person:${person.id}`, { vouchId, confirmed })
      return { personId: person.id }
    }),
  )
}
