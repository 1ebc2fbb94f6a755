import type { Locale } from '../context.ts'

export interface Sms {
  /** The ledger's id: lets a gateway recognise a repetition. */
  readonly id: string
  readonly to: string
  readonly body: string
  readonly locale: Locale
  readonly kind: string
  /** The registered wording that the body has, where its sender knows; else the adapter's own for the kind (sign-in codes). */
  readonly templateId?: string
}

/**
 * What became of one try. `later` only when it is certain that nothing was sent; whenever the gateway may have taken the message, the
 * outcome is `ambiguous` and the house does not try again.
 */
export type SmsOutcome =
  | { readonly state: 'sent'; readonly providerId: string }
  | { readonly state: 'later'; readonly fault: string; readonly retryAfterSeconds?: number }
  | { readonly state: 'failed'; readonly fault: string }
  | { readonly state: 'ambiguous'; readonly fault: string }

/** A way to send. It never throws; faults name what happened, never number or text. */
export interface SmsAdapter {
  readonly name: string
  /** Whether the gateway promises to send one id once, however often it is handed over (`SMS_GATEWAY_IDEMPOTENT`). */
  readonly idempotent: boolean
  send(sms: Sms): Promise<SmsOutcome>
}
