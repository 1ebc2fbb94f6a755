import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { wingStepSchema, type WingStep } from '../domain/houseNames.ts'
import { turnWing } from './retireWing.ts'
import { mayChangeNames } from './viewHouseNames.ts'

/** Takes back that a wing was retired: it is offered again. @throws Refusal as retireWing */
export async function useWingAgain(ctx: Context, input: WingStep): Promise<void> {
  mayChangeNames(ctx)
  const { command, wing } = parse(wingStepSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.useWingAgain', input: { wing } }, () => turnWing(tx, wing, false)),
  )
}
