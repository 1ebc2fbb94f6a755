/** Chance that repeats itself, by a linear congruential generator (Numerical Recipes' constants) whose low bits are thrown away. */
export interface Dice {
  /** @param share 0 to 1 */
  happens(share: number): boolean
  /** 0 to below `n`. */
  upTo(n: number): number
}

export function diceOf(seed: number): Dice {
  let state = BigInt(seed) * 2654435761n + 1n
  const roll = (): number => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn
    return Number(state >> 32n) / 2 ** 32
  }
  return { happens: (share) => roll() < share, upTo: (n) => Math.floor(roll() * n) }
}
