import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { restructureStepSchema, type RestructureStep } from '../../domain/restructure/commands.ts'
import { forgetListFile } from './listFileStore.ts'
import { openWaiting } from './openPlan.ts'
import { endPlan } from './planStore.ts'

/** Puts a plan aside that was not applied. @throws Refusal as openWaiting */
export async function discardRestructure(ctx: Context, input: RestructureStep): Promise<void> {
  const { command, restructureId } = parse(restructureStepSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.discardRestructure', input: { restructureId } }, async () => {
      await openWaiting(tx, restructureId)
      await endPlan(tx, restructureId, 'discarded')
      await forgetListFile(tx, restructureId)
      record(tx, 'places.discardRestructure', `restructure:${restructureId}`)
    }),
  )
}
