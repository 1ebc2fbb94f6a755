/** Chance that repeats itself: the same seed gives the same organisation on every machine, so that tests and pictures agree. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number
  /** An integer in [0, below). */
  integer(below: number): number
  chance(probability: number): boolean
  /** @throws RangeError when there is nothing to choose from */
  pick<T>(choices: readonly T[]): T
  /** One of the choices, each as likely as its weight says. @throws RangeError when no weight is above zero */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a few hundred thousand draws that nobody must guess. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number): number => Math.floor(next() * below)
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick<T>(choices: readonly T[]): T {
      if (choices.length === 0) throw new RangeError('nothing to choose from')
      return choices[integer(choices.length)]!
    },
    weighted<T>(choices: readonly (readonly [T, number])[]): T {
      const all = choices.reduce((sum, [, weight]) => sum + weight, 0)
      if (all <= 0) throw new RangeError('no choice has a weight')
      let left = next() * all
      for (const [choice, weight] of choices) if ((left -= weight) < 0) return choice
      return choices.at(-1)![0]
    },
  }
}
