/** The value below which a share of the samples lies (nearest rank), e.g. 0.95. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Runs work many times, one after the other; milliseconds each. The first runs warm caches and do not count. */
export async function timed(
  runs: number,
  work: () => Promise<unknown>,
  warmUp = 10,
): Promise<readonly number[]> {
  const samples: number[] = []
  for (let run = -warmUp; run < runs; run++) {
    const started = performance.now()
    await work()
    if (run >= 0) samples.push(performance.now() - started)
  }
  return samples
}

/** Does something once. @returns how many milliseconds it took, and what it gave */
export async function timedOnce<Value>(work: () => Promise<Value>): Promise<[ms: number, value: Value]> {
  const begun = performance.now()
  const value = await work()
  return [performance.now() - begun, value]
}
