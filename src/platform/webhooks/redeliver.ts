import { z } from 'zod'
import { record } from '../audit/append.ts'
import { commandId, once } from '../commands/once.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { parse } from '../errors/parse.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { deliverWebhook } from './deliver.ts'
import { requireKeeper } from './policy.ts'
import { waitAgain } from './webhookStore.ts'

const schema = z.object({ command: commandId, deliveryId: z.uuid({ error: 'webhooks_unknown' }) })
export type Redeliver = z.input<typeof schema>

/** Sends a delivery again, under the same id. @throws Refusal changedMeanwhile when it is on its way or its webhook is off */
export async function redeliver(ctx: Context, input: Redeliver): Promise<void> {
  const { command, deliveryId } = parse(schema, input)
  await ctx.transaction(async (tx) => {
    requireKeeper(ctx.actor)
    await once(tx, { id: command, verb: 'webhooks.redeliver', input: { deliveryId } }, async () => {
      if (!(await waitAgain(tx, deliveryId)))
        throw new Refusal('changedMeanwhile', { reason: 'webhooks_not_now' })
      await enqueue(tx, deliverWebhook, { deliveryId })
      record(tx, 'webhooks.redeliver', `delivery:${deliveryId}`)
    })
  })
}
