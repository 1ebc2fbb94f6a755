import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { mendLineSchema, said, type MendLine } from '../../domain/restructure/commands.ts'
import { openWaiting } from './openPlan.ts'
import { saveLine } from './planStore.ts'

/** Writes one line of a plan anew, or leaves it out. @throws Refusal as openWaiting; notFound when the plan has no such line */
export async function mendLine(ctx: Context, input: MendLine): Promise<{ restructureId: string }> {
  const { command, ...asked } = parse(mendLineSchema, input)
  const { restructureId, line, leaveOut, given } = asked
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'places.mendLine', input: asked }, async () => {
      await openWaiting(tx, restructureId)
      if (!(await saveLine(tx, restructureId, line, leaveOut ? undefined : said(given))))
        throw new Refusal('notFound', { reason: 'places_r_unknown' })
      record(tx, 'places.mendLine', `restructure:${restructureId}`, { line, leaveOut })
      return { restructureId }
    }),
  )
}
