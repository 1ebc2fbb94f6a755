/** Runs work now, or when it is its turn. */
export type Turn = <Result>(work: () => Promise<Result>) => Promise<Result>

/**
 * Lets so many works go on in this process at once; the others wait in the order in which they came. For work whose memory is decided by what somebody
 * brings: twenty files at once must not take twenty times of it.
 * @example const packing = turns(2); await packing(() => pack(file))
 */
export function turns(most: number): Turn {
  let free = most
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
