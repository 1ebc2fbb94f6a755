import webPush from 'web-push'
import { z } from 'zod'
import { ClosedAddress, outbound, OutboundFailure, type Connections } from '../web/outbound.ts'
import { comeAgain } from './gatewayAdapter.ts'
import type { SmsOutcome } from './smsAdapter.ts'

/** What a browser gives away to be notified: the push service's address for it, and its keys (RFC 8291). */
export const subscriptionSchema = z.object({
  endpoint: z
    .url({ protocol: /^https?$/, error: 'outreach_device_wrong' })
    .max(1000, 'outreach_device_wrong'),
  keys: z.object({
    // An uncompressed point of P-256, and 16 random bytes.
    p256dh: z.string().regex(/^[\w-]{87}=?$/, 'outreach_device_wrong'),
    auth: z.string().regex(/^[\w-]{22}(==)?$/, 'outreach_device_wrong'),
  }),
})
export type Subscription = z.output<typeof subscriptionSchema>

export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
  /** `mailto:` or `https:`, for the push service's operator (RFC 8292 §2.1). */
  readonly contact: string
  readonly allowLoopback: boolean
  readonly timeoutMs?: number
  readonly connections?: Connections
}

/** `gone`: the browser is not there any more and is to be forgotten. */
export type PushOutcome = SmsOutcome | { readonly state: 'gone'; readonly fault: string }

/** Seconds a push service keeps a notification for a phone that is off. */
const TTL_S = 86_400

/**
 * Hands a notification to the browser's push service: encrypted for that browser alone (aes128gcm), signed by us (VAPID). The endpoint comes
 * from a browser, that is from anybody: closed addresses are refused like everywhere (web/outbound.ts), and redirects are not followed.
 * @param topic of two with one topic that wait, the service shows the newer: our delivery's id
 */
export async function push(
  keys: PushKeys,
  subscription: Subscription,
  payload: string,
  topic: string,
): Promise<PushOutcome> {
  try {
    const asked = webPush.generateRequestDetails(subscription, payload, {
      vapidDetails: { subject: keys.contact, publicKey: keys.publicKey, privateKey: keys.privateKey },
      TTL: TTL_S,
      contentEncoding: 'aes128gcm',
      topic: topic.replaceAll('-', '').slice(0, 32),
    })
    const answer = await outbound(asked.endpoint, {
      method: 'POST',
      headers: Object.fromEntries(
        Object.entries(asked.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: asked.body,
      timeoutMs: keys.timeoutMs ?? 15_000,
      allowLoopback: keys.allowLoopback,
      ...(keys.connections ? { connections: keys.connections } : {}),
    })
    return outcomeOf(answer)
  } catch (error) {
    if (error instanceof ClosedAddress) return { state: 'gone', fault: 'the endpoint has a private address' }
    if (error instanceof OutboundFailure)
      return { state: error.sent ? 'ambiguous' : 'later', fault: error.message.slice(0, 200) }
    // Keys that no browser made: nothing can be encrypted for them.
    return { state: 'gone', fault: 'the browser’s keys are no keys' }
  }
}

/** RFC 8030 §5 and §7.3: 201 with the message's own address; 404 and 410 end the subscription. */
function outcomeOf(answer: { status: number; headers: Record<string, unknown> }): PushOutcome {
  const { status } = answer
  const fault = `status ${status}`
  if (status === 404 || status === 410) return { state: 'gone', fault }
  if (status === 429 || status === 503) return comeAgain(answer, fault)
  if (status >= 400 && status < 500) return { state: 'failed', fault }
  if (status < 200 || status >= 300) return { state: 'ambiguous', fault }
  const { location } = answer.headers
  return { state: 'sent', providerId: typeof location === 'string' ? location.slice(-200) : `status ${status}` }
} // prettier-ignore
