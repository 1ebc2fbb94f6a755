import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { PARENT_BODY, wingStepSchema, type WingStep } from '../domain/houseNames.ts'
import { lockNames, mayChangeNames } from './viewHouseNames.ts'
import { saveRetired } from './wingStore.ts'

/**
 * Retires a wing that is not used any more: nothing new is given in it, and whoever and whatever stands there stays. Its number and key are
 * never another wing's; `useWingAgain` takes it back.
 * @throws Refusal as changeOrganisation; badInput for the parent body or an unknown wing; changedMeanwhile when it is retired already
 */
export async function retireWing(ctx: Context, input: WingStep): Promise<void> {
  mayChangeNames(ctx)
  const { command, wing } = parse(wingStepSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.retireWing', input: { wing } }, async () => {
      if (wing === PARENT_BODY) throw new Refusal('badInput', { reason: 'people_s_wing_parent' })
      await turnWing(tx, wing, true)
    }),
  )
}

/** Writes whether a wing is retired, under the lock of all names. */
export async function turnWing(tx: Transaction, number: number, retired: boolean): Promise<void> {
  const { wings } = await lockNames(tx, undefined, '')
  const wing = wings.find((each) => each.number === number)
  if (!wing) throw new Refusal('badInput', { reason: 'people_s_wing_unknown' })
  if (!(await saveRetired(tx, number, retired)))
    throw new Refusal('changedMeanwhile', { reason: 'people_s_changed_meanwhile' })
  record(tx, retired ? 'people.retireWing' : 'people.useWingAgain', 'setting:wings', {
    changed: { [wing.key]: { from: { retired: !retired }, to: { retired } } },
  })
}
