/** How a page that has something waiting looks for the house, apart from asking for it. */

/** What was known when the house was looked for last. */
export interface Look {
  readonly isReached: boolean
  /** When something was last sent in hope, milliseconds; 0 for never. */
  readonly hopedAt: number
}

/** A network that comes and goes is not to make hope of each of its turns: what is sent then would be cut each time, a photo in the midst of it. */
const HOPE_MS = 30_000

/**
 * What a look leads to. The house that answers after it did not is a reason to send at once, whatever pause what waits has earned, but not more
 * often than twice a minute; else what is due is tried.
 */
export function afterLook(
  before: Look,
  isReached: boolean,
  now: number,
): { look: Look; ask?: 'send' | 'retry' } {
  if (!isReached) return { look: { ...before, isReached } }
  const isHope = !before.isReached && now - before.hopedAt >= HOPE_MS
  return isHope
    ? { look: { isReached, hopedAt: now }, ask: 'send' }
    : { look: { ...before, isReached }, ask: 'retry' }
}
