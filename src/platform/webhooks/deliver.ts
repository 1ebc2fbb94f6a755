import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { defineJob, type JobDefinition } from '../jobs/job.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { unseal } from '../keys/sealed.ts'
import { ClosedAddress, outbound } from '../web/outbound.ts'
import { pauseAfter } from './backoff.ts'
import { claimDelivery, nextWaiting, settleDelivery, type Claimed, type Tried } from './deliveryStore.ts'
import { mayReachLoopback } from './mayReachLoopback.ts'
import { signatureOf } from './signature.ts'

/** From the first step to the receiver's last byte, in milliseconds: whoever needs longer answers first and works afterwards. */
const PATIENCE_MS = 10_000

/** Deliveries of one worker side by side; one receiver holds a quarter of them at most (MOST_AT_ONCE). */
const PLACES = 12

/** Sends one delivery, once; whether and when it is tried again is decided by what came of it. */
export const deliverWebhook: JobDefinition<{ deliveryId: string }> = defineJob({
  name: 'webhooks.deliver',
  schema: z.object({ deliveryId: z.uuid() }),
  policy: { retries: 5, timeout: 60, heartbeat: 15, concurrency: PLACES },
  handle: (context, { deliveryId }) => deliver(context, deliveryId),
})

async function deliver(ctx: Context, deliveryId: string): Promise<void> {
  const claimed = await ctx.transaction((tx) => claimDelivery(tx, deliveryId))
  if (!claimed) return
  const tried = await send(ctx, claimed)
  const pause = pauseAfter(claimed.attempts, tried.retryAfterSeconds, randomInt(1000) / 1000)
  const now = ctx.platform.clock.now()
  await ctx.transaction(async (tx) => {
    const next = pause === undefined ? undefined : new Date(now.getTime() + pause)
    const again = await settleDelivery({ ...tx, now }, claimed, tried, next)
    if (again && next) await enqueue(tx, deliverWebhook, { deliveryId }, { after: next })
    if (again || tried.status === null || tried.status >= 300) return
    const waiting = await nextWaiting({ ...tx, now }, claimed.webhookId)
    if (waiting) await enqueue(tx, deliverWebhook, { deliveryId: waiting })
  })
}

async function send({ platform }: Context, claimed: Claimed): Promise<Tried> {
  const { id, webhookId, url, body } = claimed
  const secret = unseal(platform.keys, claimed.secretSealed, `platform.webhook.secret:${webhookId}`)
  const timestamp = Math.floor(platform.clock.now().getTime() / 1000)
  const begun = performance.now()
  const took = () => Math.round(performance.now() - begun)
  try {
    const { status, headers } = await outbound(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Karyakarta-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secret, id, timestamp, body),
      },
      body,
      timeoutMs: PATIENCE_MS,
      allowLoopback: mayReachLoopback(platform),
    })
    const asked = status === 429 || status === 503 ? Number(headers['retry-after']) : 0
    return { status, fault: null, milliseconds: took(), retryAfterSeconds: asked > 0 ? asked : 0 }
  } catch (error) {
    // Codes of the system and our own words only: what a receiver wrote is not kept.
    const fault =
      error instanceof ClosedAddress ? 'closed' : error instanceof Error ? error.message : 'thrown'
    return { status: null, fault: fault.slice(0, 100), milliseconds: took(), retryAfterSeconds: 0 }
  }
}
