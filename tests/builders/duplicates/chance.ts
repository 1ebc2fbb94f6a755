/** Chance that repeats itself: the same seed, the same set. */
export interface Chance {
  /** True with this probability, 0 to 1. */
  is(probability: number): boolean
  /** A whole number from 0 to below `n`. */
  below(n: number): number
  one<T>(of: readonly T[]): T
  /** The first of a list more often than the last: the n-th with a weight of 1/(n + 8), which makes the first of 150 about 4 %. */
  early<T>(of: readonly T[]): T
}

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    is: (probability) => next() < probability,
    below,
    one: (of) => of[below(of.length)]!,
    early: (of) => of[Math.min(of.length - 1, Math.floor(8 * ((of.length + 8) / 8) ** next() - 8))]!,
  }
}
