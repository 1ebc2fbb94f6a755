import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import type { Received } from '#platform/files/receive.ts'
import { beginRestructureSchema, type BeginRestructure } from '../../domain/restructure/commands.ts'
import { insertPlan } from './planStore.ts'
import { readPlan } from './readPlan.ts'
import { authoriseRestructure } from './restructurePolicy.ts'

/**
 * Takes in a plan from a file. Nothing changes yet: it is looked at, mended, and applied on its day or later.
 * @param received the file, arrived on this machine's disk; its contents say what it is, its name does not
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden; badInput or tooLarge on `file` with what to do instead
 */
export async function beginRestructure(
  ctx: Context,
  input: BeginRestructure,
  received: Received,
): Promise<{ restructureId: string }> {
  const { command, date, fileName } = parse(beginRestructureSchema, input)
  authoriseRestructure(ctx.actor)
  const lines = await readPlan(received, date)
  const asked = { date, fileName, sha256: received.sha256 }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.beginRestructure', input: asked }, async () => {
      const id = uuidv7(ctx.now)
      await insertPlan(tx, { id, name: fileName, lines })
      record(tx, 'places.beginRestructure', `restructure:${id}`, {
        lines: lines.length,
        sha256: received.sha256,
      })
      return { restructureId: id }
    }),
  )
}
