import { z } from 'zod'
import { record } from '../audit/append.ts'
import { commandId, once } from '../commands/once.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { parse } from '../errors/parse.ts'
import { requireKeeper } from './policy.ts'
import { findWebhook, saveDisabled, saveEnded } from './webhookStore.ts'

export const WEBHOOK_CHANGES = ['on', 'off', 'end'] as const
const schema = z.object({
  command: commandId,
  id: z.uuid({ error: 'webhooks_unknown' }),
  to: z.enum(WEBHOOK_CHANGES),
})
export type ChangeWebhook = z.input<typeof schema>

/**
 * Switches a webhook on or off, or ends it for good. What happens while it is off is not told later.
 * @throws Refusal notFound, or as requireKeeper
 */
export async function changeWebhook(ctx: Context, input: ChangeWebhook): Promise<void> {
  const { command, id, to } = parse(schema, input)
  await ctx.transaction(async (tx) => {
    requireKeeper(ctx.actor)
    await once(tx, { id: command, verb: 'webhooks.change', input: { id, to } }, async () => {
      if (!(await findWebhook(tx, id))) throw new Refusal('notFound', { reason: 'webhooks_unknown' })
      if (to === 'end') await saveEnded(tx, id)
      else await saveDisabled(tx, id, to === 'on' ? null : 'by_hand')
      record(tx, `webhooks.${to}`, `webhook:${id}`)
    })
  })
}
