/** Where one delivery is. `accepted` is the provider's word, `delivered` the network's; `unknown` may have gone out and is not sent again. */
export const DELIVERY_STATES = [
  'waiting',
  'sending',
  'accepted',
  'delivered',
  'failed',
  'unknown',
  'cancelled',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number] // prettier-ignore

/** As a sender reads it: a wait says whether the gate holds it, and an acceptance whether its confirmation is overdue. */
export const SHOWN_STATES = [
  'waiting',
  'held',
  'sending',
  'accepted',
  'unconfirmed',
  'delivered',
  'failed',
  'unknown',
  'cancelled',
] as const
export type ShownState = (typeof SHOWN_STATES)[number]

/** Hours after which a provider that took a message and never said what became of it is not believed any more. */
export const CONFIRMED_WITHIN_HOURS = 24

/** Tries of a delivery of which we know, or the provider promises, that none went out twice. */
export const MAX_ATTEMPTS = 8
/** Longer than any adapter's patience: whoever leased a delivery and is still silent has died. */
export const LEASE_MS = 120_000

/** What became of one try. See platform/messages/smsAdapter.ts, whose outcomes these are. */
export type TryOutcome =
  | { readonly state: 'sent'; readonly providerId: string }
  | { readonly state: 'later'; readonly fault: string; readonly retryAfterSeconds?: number }
  | { readonly state: 'failed'; readonly fault: string }
  | { readonly state: 'ambiguous'; readonly fault: string }

export interface Settled {
  readonly state: 'waiting' | 'accepted' | 'failed' | 'unknown'
  readonly fault: string | null
  readonly providerId: string | null
  /** Seconds until the next try, where there is one. */
  readonly pauseSeconds: number
}

/** Seconds before the next try: 1, 2, 4 … at most five minutes. */
export const pauseAfter = (attempts: number): number => Math.min(300, 2 ** (attempts - 1))

/**
 * Where a delivery stands after a try. A try of which it is not certain that nothing went out is repeated only when the provider knows
 * repetitions by our id (`idempotent`); else it is `unknown`, because twice is worse than once.
 * @param attempts tries so far, this one included
 */
export function afterTry(outcome: TryOutcome, attempts: number, idempotent: boolean): Settled {
  if (outcome.state === 'sent')
    return { state: 'accepted', fault: null, providerId: outcome.providerId, pauseSeconds: 0 }
  const end = { fault: outcome.fault, providerId: null, pauseSeconds: 0 }
  if (outcome.state === 'failed') return { state: 'failed', ...end }
  const mayRepeat = outcome.state === 'later' || idempotent
  if (mayRepeat && attempts < MAX_ATTEMPTS) {
    const asked = outcome.state === 'later' ? outcome.retryAfterSeconds : undefined
    return { ...end, state: 'waiting', pauseSeconds: asked ?? pauseAfter(attempts) }
  }
  return { state: outcome.state === 'later' ? 'failed' : 'unknown', ...end }
}

/** What a provider says later. */
export type ReceiptSaid = 'delivered' | 'failed' | 'on_the_way'

/**
 * The state after a provider's report, or undefined when it changes nothing: reports come late, twice and in any order. A delivery that we
 * gave up or did not know of may still turn out delivered; what was delivered stays so.
 */
export function afterReceipt(state: DeliveryState, said: ReceiptSaid): DeliveryState | undefined {
  if (said === 'on_the_way') return state === 'sending' || state === 'unknown' ? 'accepted' : undefined
  if (state === 'delivered' || state === 'cancelled') return undefined
  if (said === 'delivered') return 'delivered'
  return state === 'failed' ? undefined : 'failed'
}
