import { DAY_MS } from './clock.ts'

/** Days for which a phone keeps what it could not send. */
export const KEPT_ON_PHONE_DAYS = 14
/** Milliseconds by which an honest phone's clock may run ahead of ours. */
export const CLOCK_SLACK_MS = 5 * 60_000

export interface PlausibleMoment {
  readonly at: Date
  /** The phone said a moment that cannot be; `at` is the nearest that can. */
  readonly doubted: boolean
}

/**
 * When a command was made on a phone, as far as that can be believed: not after it arrived, not before a phone would have given it up, and
 * not before what it answers existed. A wrong clock loses nobody's report; it is bent to the nearest possible moment and marked.
 * @param claimed what the phone says; undefined from a page, which is made as it is sent
 */
export function plausibleMoment(claimed: Date | undefined, received: Date, notBefore: Date): PlausibleMoment {
  if (!claimed) return { at: received, doubted: false }
  const ahead = claimed.getTime() - received.getTime()
  if (ahead > 0) return { at: received, doubted: ahead > CLOCK_SLACK_MS }
  const earliest = Math.min(
    received.getTime(),
    Math.max(received.getTime() - KEPT_ON_PHONE_DAYS * DAY_MS, notBefore.getTime()),
  )
  const behind = earliest - claimed.getTime()
  return behind > 0
    ? { at: new Date(earliest), doubted: behind > CLOCK_SLACK_MS }
    : { at: claimed, doubted: false }
}
