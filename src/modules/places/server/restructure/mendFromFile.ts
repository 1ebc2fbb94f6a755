import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import type { Received } from '#platform/files/receive.ts'
import { restructureStepSchema, type RestructureStep } from '../../domain/restructure/commands.ts'
import { openWaiting } from './openPlan.ts'
import { putLines } from './planStore.ts'
import { readPlan } from './readPlan.ts'
import { authoriseRestructure } from './restructurePolicy.ts'

/** Takes mended lines from a file: each takes the place of the line whose number it says. @throws Refusal as openWaiting and readPlan */
export async function mendFromFile(
  ctx: Context,
  input: RestructureStep,
  received: Received,
): Promise<{ restructureId: string }> {
  const { command, restructureId } = parse(restructureStepSchema, input)
  authoriseRestructure(ctx.actor)
  const lines = await readPlan(received)
  const asked = { restructureId, sha256: received.sha256 }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.mendFromFile', input: asked }, async () => {
      await openWaiting(tx, restructureId)
      await putLines(tx, restructureId, lines)
      record(tx, 'places.mendFromFile', `restructure:${restructureId}`, { lines: lines.length })
      return { restructureId }
    }),
  )
}
