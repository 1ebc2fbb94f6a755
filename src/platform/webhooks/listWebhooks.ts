import type { Context } from '../context.ts'
import { requireKeeper } from './policy.ts'
import { allWebhooks, type WebhookLine } from './webhookStore.ts'

/** Every webhook that is not ended, newest first, with how its deliveries stand. @throws Refusal as requireKeeper */
export async function listWebhooks(ctx: Context): Promise<readonly WebhookLine[]> {
  requireKeeper(ctx.actor)
  return ctx.transaction(allWebhooks)
}
