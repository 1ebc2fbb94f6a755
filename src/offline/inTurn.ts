/**
 * A row in which one work begins when the one before it has ended, well or badly. For whatever reads, thinks and writes one thing: two courses that are kept
 * at once must not write each its own list of lessons over the other's.
 * @example const inTurn = oneByOne(); await inTurn(async () => writeNote('lessons', { ...(await readNote('lessons')), [path]: bytes }))
 */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}
