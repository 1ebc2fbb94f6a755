import { z } from 'zod'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { command, eventId } from '../../domain/said.ts'
import { findEvent } from '../eventStore.ts'
import { mayRule, mayRunGates } from './policy.ts'
import { reckonPasses } from './reckonPasses.ts'
import { holdGate, insertRuling, questionedScan } from './scanStore.ts'

const ruleSchema = z.object({
  command,
  eventId,
  scanId: z.guid({ error: 'events_gate_no_question' }),
  ruling: z.enum(['keep', 'drop'], { error: 'events_answer_needed' }),
})
export type RuleOnScan = z.input<typeof ruleSchema>

/**
 * Decides a question of the gates: the scan counts, or it does not. The scan itself stays as it is; a later ruling takes the place of this one.
 * @throws Refusal notFound where nothing is in question; forbidden, also for making one's own scan count
 */
export async function ruleOnScan(ctx: Context, input: RuleOnScan): Promise<void> {
  const { command, ...asked } = parse(ruleSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.ruleOnScan', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const event = await findEvent(tx, asked.eventId)
      if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
      authorise(mayRunGates(ctx.actor, event))
      await holdGate(tx, event.id)
      const scan = await questionedScan(tx, event.id, asked.scanId)
      if (!scan) throw new Refusal('notFound', { reason: 'events_gate_no_question' })
      authorise(mayRule(ctx.actor, event, { personId: scan.personId, ruling: asked.ruling }))
      await insertRuling(tx, { ...asked, id: uuidv7(ctx.now), by: personId })
      await reckonPasses(tx, ctx, event.id, [scan.serial])
      record(tx, 'events.ruleOnScan', `scan:${asked.scanId}`, { eventId: event.id, ruling: asked.ruling })
    }),
  )
}
