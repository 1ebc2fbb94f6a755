import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { feedAddress } from './feedSettings.ts'
import { readSchemes } from './readSchemes.ts'
import { mayReadFeed } from './schemePolicy.ts'

const schema = z.object({ command: commandId })
export type ReadSchemesNow = z.input<typeof schema>

/** Asks for the feed now instead of tomorrow; the worker does it. @throws Refusal forbidden; gone studio_s_no_address while none is set */
export async function readSchemesNow(ctx: Context, input: ReadSchemesNow): Promise<void> {
  const { command } = parse(schema, input)
  requirePerson(ctx.actor)
  authorise(mayReadFeed(ctx.actor))
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.readSchemesNow', input: {} }, async () => {
      if ((await feedAddress(tx.db)) === '') throw new Refusal('gone', { reason: 'studio_s_no_address' })
      await enqueue(tx, readSchemes, {})
      record(tx, 'studio.readSchemesNow', 'schemes:feed')
    }),
  )
}
