import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { changesOf } from '#platform/settings/changesOf.ts'
import { inNewOrder, nameWingsSchema, type NameWings } from '../domain/houseNames.ts'
import { lockNames, mayChangeNames } from './viewHouseNames.ts'
import { renameWings, type NamedWing } from './wingStore.ts'

/**
 * Gives every wing its names and its place in lists. Keys and numbers stay for ever, since every record carries them.
 * @throws Refusal as changeOrganisation; badInput when the form does not name every wing
 */
export async function nameWings(ctx: Context, input: NameWings): Promise<void> {
  mayChangeNames(ctx)
  const { command, seen, wings: given } = parse(nameWingsSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.nameWings', input: given }, async () => {
      const { wings } = await lockNames(tx, 'wings', seen)
      const wanted = new Map(Object.entries(given).map(([number, wing]) => [Number(number), wing]))
      if (wanted.size !== wings.length || wings.some(({ number }) => !wanted.has(number)))
        throw new Refusal('badInput', { reason: 'people_s_wing_unknown' })
      const order = inNewOrder(
        wings.map(({ number }, at) => ({ number, was: at + 1, wanted: wanted.get(number)!.position })),
      )
      const renamed = order.map((number): NamedWing => {
        const { nameHi, nameEn } = wanted.get(number)!
        return { number, nameHi, nameEn }
      })
      await renameWings(tx, renamed)
      record(tx, 'people.nameWings', 'setting:wings', {
        changed: changesOf(byKey(wings, wings), byKey(wings, renamed)),
      })
    }),
  )
}

/** Names and place by the wing's key, as the audit log reads them. */
const byKey = (
  known: readonly { readonly number: number; readonly key: string }[],
  named: readonly NamedWing[],
) =>
  Object.fromEntries(
    named.map(({ number, nameHi, nameEn }, at) => [
      known.find((wing) => wing.number === number)!.key,
      { nameHi, nameEn, position: at + 1 },
    ]),
  )
