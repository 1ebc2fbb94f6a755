import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { confirmNameSchema, type ConfirmName } from '../domain/nameCorrection.ts'
import { lockStanding } from './lockStanding.ts'
import { nameIsKnown } from './nameStore.ts'
import { mayConfirmName, mayVouchBehind } from './policy.ts'
import { phoneSharedOf } from './sharingStore.ts'

/**
 * Whoever could have vouched says that the person under the changed name is the one who was vouched for; the mark goes.
 * @throws Refusal changedMeanwhile when the name is no longer the one that was read, or nothing waits to be confirmed
 */
export async function confirmName(ctx: Context, input: ConfirmName): Promise<{ personId: string }> {
  const { command, personId, name } = parse(confirmNameSchema, input)
  const digest = blindIndex(ctx.platform.keys, JSON.stringify({ personId, name })).toString('hex')
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.confirmName', input: digest }, async () => {
      const actor = requirePerson(ctx.actor)
      const person = await lockStanding(tx, personId)
      authorise(mayConfirmName(actor, person))
      authorise(mayVouchBehind(await phoneSharedOf(tx, personId)))
      if (person.nameChangedAt === null || person.name !== name)
        throw new Refusal('changedMeanwhile', { reason: 'people_c_name_changed_again' })
      await nameIsKnown(tx, personId)
      record(tx, 'people.confirmName', `person:${personId}`)
      return { personId }
    }),
  )
}
