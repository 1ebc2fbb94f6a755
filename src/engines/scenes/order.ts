const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
const BASE = DIGITS.length

/**
 * A key that sorts after `before` and before `after`, so that an item is put between two others without touching either: two people who move
 * different scenes never meet. Keys compare as text and never end with 0, so there is room below each.
 * @param before the key of the item it follows; null: it comes first
 * @param after the key of the item it precedes; null: it comes last
 * @param id of the item: its last letters end the key, so that two items put at the same place get different keys
 * @returns a key after `before` alone where the two given are not in order (both put at one place by two people)
 * @example orderBetween('i', null, 'b') // 'rb'
 */
export function orderBetween(before: string | null, after: string | null, id: string): string {
  const low = before ?? ''
  const high = after !== null && low < after ? after : null
  return `${middle(low, high)}${id.replaceAll('-', '').slice(-6).replace(/0+$/, '')}`
}

/** The shortest key strictly between, not ending with 0. `high` null: there is no end. */
function middle(low: string, high: string | null): string {
  for (let at = 0, key = ''; ; at++) {
    const from = at < low.length ? DIGITS.indexOf(low[at]!) : 0
    const until = high === null ? BASE : at < high.length ? DIGITS.indexOf(high[at]!) : 0
    if (until - from > 1) return key + DIGITS[(from + until) >> 1]!
    key += DIGITS[from]!
    // One digit below the end: everything that begins so lies before it, whatever follows.
    if (until > from) high = null
  }
}
