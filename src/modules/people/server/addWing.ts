import { MAX_WING } from '#platform/access/scope.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { addWingSchema, type AddWing } from '../domain/houseNames.ts'
import { lockNames, mayChangeNames } from './viewHouseNames.ts'
import { saveWings } from './wingStore.ts'

/**
 * Adds a wing behind the others, under the next number. Its key and number stay for ever.
 * @throws Refusal as changeOrganisation; badInput when the key is another wing's, or no number is left
 */
export async function addWing(ctx: Context, input: AddWing): Promise<void> {
  mayChangeNames(ctx)
  const { command, ...wing } = parse(addWingSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.addWing', input: wing }, async () => {
      const { wings } = await lockNames(tx, undefined, '')
      if (wings.some(({ key }) => key === wing.key))
        throw new Refusal('badInput', { fields: { key: 'people_s_key_taken' } })
      if (Math.max(...wings.map(({ number }) => number)) >= MAX_WING)
        throw new Refusal('badInput', { reason: 'people_s_wings_full' })
      await saveWings(tx, [...wings, wing])
      record(tx, 'people.addWing', 'setting:wings', { changed: { [wing.key]: { from: null, to: wing } } })
    }),
  )
}
