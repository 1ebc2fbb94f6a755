/** Fewer than so many acts of people are shown to nobody (rule 15). */
export const LEAST_SHOWN = 10

/** Counts of the parts of one whole, whose sum is shown above them. */
export type Parts = readonly number[]

/**
 * Which parts are hidden, so that no hidden one can be found out by subtraction: a small one hides itself, and if what is hidden with it could be reckoned from the
 * sum, the next smallest is hidden too (complementary suppression). What is shown says of every hidden part only that it may be anything from nothing to
 * the whole of what is hidden, and that whole is at least `LEAST_SHOWN`.
 * @param alsoHidden parts that are hidden in any case
 * @returns for each part whether it is hidden; where any is, there are at least two, with `LEAST_SHOWN` or more between them
 */
export function hide(parts: Parts, alsoHidden: readonly boolean[] = []): readonly boolean[] {
  const hidden = parts.map((part, nth) => part < LEAST_SHOWN || alsoHidden[nth] === true)
  if (!hidden.includes(true)) return hidden
  for (const nth of smallestFirst(parts)) {
    const sum = parts.reduce((total, part, each) => total + (hidden[each] ? part : 0), 0)
    if (hidden.filter(Boolean).length >= 2 && sum >= LEAST_SHOWN) break
    hidden[nth] = true
  }
  return hidden
}

const smallestFirst = (parts: Parts): readonly number[] =>
  parts.map((_, nth) => nth).sort((a, b) => parts[a]! - parts[b]!)

/**
 * The same of two counts of which the second is never more than the first, part by part (who completed also opened; who joined clicked): what is shown of the first
 * bounds the second, so a hidden second must fit under the other parts' firsts too. Where it does not, more is hidden, first of the second and then of the first.
 * @param mayTell whether each sum is shown; a sum that is not gives nothing away
 */
export function hidePair(
  first: Parts,
  second: Parts,
  mayTell: { readonly first: boolean; readonly second: boolean },
): { readonly first: readonly boolean[]; readonly second: readonly boolean[] } {
  const all = first.map(() => true)
  if (!mayTell.first) return { first: all, second: all }
  let firsts = hide(first)
  if (!mayTell.second) return { first: firsts, second: all }
  for (;;) {
    const seconds = hideUnder(first, firsts, second)
    if (fits(first, firsts, second, seconds) || !firsts.includes(false))
      return { first: firsts, second: seconds }
    firsts = hideOneMore(first, firsts)
  }
}

/** Second counts, with as many hidden as it takes, or all. A hidden first hides its second: it would be a lower bound of it. */
function hideUnder(first: Parts, firsts: readonly boolean[], second: Parts): readonly boolean[] {
  let seconds = hide(second, firsts)
  while (!fits(first, firsts, second, seconds) && seconds.includes(false))
    seconds = hideOneMore(second, seconds)
  return seconds
}

/** Whether every hidden second may be nothing at all: the others' firsts, where shown, leave room for the whole hidden sum. */
function fits(first: Parts, firsts: readonly boolean[], second: Parts, seconds: readonly boolean[]): boolean {
  const sumOf = (parts: Parts, chosen: (nth: number) => boolean): number =>
    parts.reduce((total, part, nth) => total + (chosen(nth) ? part : 0), 0)
  const hiddenSum = sumOf(second, (nth) => seconds[nth]!)
  const hiddenFirst = sumOf(first, (nth) => firsts[nth]!)
  return second.every((_, own) => {
    if (!seconds[own]) return true
    const others = (nth: number): boolean => nth !== own && seconds[nth]!
    const unknown = firsts.some((isHidden, nth) => isHidden && others(nth)) ? hiddenFirst : 0
    return sumOf(first, (nth) => others(nth) && !firsts[nth]) + unknown >= hiddenSum
  })
}

function hideOneMore(parts: Parts, hidden: readonly boolean[]): readonly boolean[] {
  const next = smallestFirst(parts).find((nth) => !hidden[nth])
  return hidden.map((isHidden, nth) => isHidden || nth === next)
}
