import { z } from 'zod'
import { keepable } from '#engines/typedtext/index.ts'
import { ClosedAddress, outbound, OutboundFailure, type Connections } from '../web/outbound.ts'
import type { Sms, SmsAdapter, SmsOutcome } from './smsAdapter.ts'

export interface Gateway {
  readonly url: string
  readonly token: string | undefined
  /** The header registered with the operator (six letters). */
  readonly senderId: string | undefined
  /** Ids of the registered entity and of the template whose words the text has (TRAI's TCCCPR 2018, DLT). */
  readonly dltEntityId: string | undefined
  readonly dltTemplateId: (sms: Sms) => string | undefined
  readonly allowLoopback: boolean
  readonly timeoutMs?: number
  /** The gateway's own promise: one `idempotency-key`, one SMS. */
  readonly idempotent?: boolean
  /** For whoever hands over thousands. */
  readonly connections?: Connections
}

const PATIENCE_MS = 15_000
/** An hour: what a gateway asks beyond that is taken as "not today". */
const LONGEST_RETRY_S = 3600

const taken = z.object({
  id: z.union([z.string().min(1).max(200), z.number()]).transform((id) => keepable(String(id))),
})

/**
 * A generic HTTP gateway: one POST of JSON a message, answered by `{ "id": … }`. Only an answer that says so counts as sent, only a refusal
 * that surely sent nothing is tried again; everything between is ambiguous.
 */
export const gatewayAdapter = (gateway: Gateway): SmsAdapter => ({
  name: 'gateway',
  idempotent: gateway.idempotent ?? false,
  async send(sms) {
    try {
      return outcomeOf(
        await outbound(gateway.url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            // A gateway that knows this header recognises a repetition by itself.
            'idempotency-key': sms.id,
            ...(gateway.token ? { authorization: `Bearer ${gateway.token}` } : {}),
          },
          body: JSON.stringify({
            to: sms.to,
            text: sms.body,
            unicode: sms.locale === 'hi',
            sender: gateway.senderId,
            entityId: gateway.dltEntityId,
            templateId: sms.templateId ?? gateway.dltTemplateId(sms),
            reference: sms.id,
          }),
          timeoutMs: gateway.timeoutMs ?? PATIENCE_MS,
          allowLoopback: gateway.allowLoopback,
          ...(gateway.connections ? { connections: gateway.connections } : {}),
        }),
      )
    } catch (error) {
      if (error instanceof ClosedAddress)
        return { state: 'failed', fault: 'the gateway has a private address' }
      if (!(error instanceof OutboundFailure)) return { state: 'ambiguous', fault: 'unforeseen' }
      return { state: error.sent ? 'ambiguous' : 'later', fault: error.message }
    }
  },
})

/** A busy side's answer: nothing was taken, come again after so long. `retry-after` in seconds (RFC 9110 §10.2.3); a date counts as none. */
export function comeAgain(answer: { headers: Record<string, unknown> }, fault: string): SmsOutcome {
  const said = answer.headers['retry-after']
  const seconds = typeof said === 'string' && said.trim() !== '' ? Number(said) : Number.NaN
  return Number.isFinite(seconds) && seconds >= 0
    ? { state: 'later', fault, retryAfterSeconds: Math.min(seconds, LONGEST_RETRY_S) }
    : { state: 'later', fault }
}

function outcomeOf(answer: { status: number; headers: Record<string, unknown>; body: string }): SmsOutcome {
  const { status } = answer
  const fault = `status ${status}`
  if (status === 429) return comeAgain(answer, fault)
  if (status >= 400 && status < 500) return { state: 'failed', fault }
  if (status < 200 || status >= 300) return { state: 'ambiguous', fault }
  const known = taken.safeParse(jsonOf(answer.body))
  return known.success
    ? { state: 'sent', providerId: known.data.id }
    : { state: 'ambiguous', fault: 'an answer without an id' }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
