import { DAY_MS } from '../clock/clock.ts'

/** Pauses between tries, in seconds: soon at first, then patiently, a day in all. */
const PAUSES = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 28_800] as const
export const MOST_ATTEMPTS = PAUSES.length + 1
/** What a receiver may ask for with Retry-After at most, in seconds. */
const LONGEST_ASKED = 6 * 3600
/** After so long without one delivery that got through, a webhook is switched off. */
export const FAILING_LASTS_MS = 3 * DAY_MS

/**
 * Milliseconds until the next try; undefined when there is none. A fifth more or less by chance, so that what failed together does not come
 * back together.
 * @param attempts tries so far, from 1
 * @param askedSeconds what the receiver asked for
 * @param chance 0 to 1
 */
export function pauseAfter(attempts: number, askedSeconds: number, chance: number): number | undefined {
  const pause = PAUSES[attempts - 1]
  if (pause === undefined) return undefined
  return Math.max(pause * (0.8 + 0.4 * chance), Math.min(askedSeconds, LONGEST_ASKED)) * 1000
}
