import type { Context } from '../context.ts'
import { lookUp } from '../errors/lookUp.ts'
import { requireKeeper } from './policy.ts'
import { deliveriesOf, findWebhook, type Delivery, type Webhook } from './webhookStore.ts'

const SHOWN = 50

/** A webhook and its newest deliveries, each with every try. @throws Refusal notFound, or as requireKeeper */
export async function viewWebhook(
  ctx: Context,
  id: string,
): Promise<{ readonly webhook: Webhook; readonly deliveries: readonly Delivery[] }> {
  requireKeeper(ctx.actor)
  return ctx.transaction(async (tx) => {
    const webhook = await lookUp(id, (known) => findWebhook(tx, known), 'webhooks_unknown')
    return { webhook, deliveries: await deliveriesOf(tx, id, SHOWN) }
  })
}
