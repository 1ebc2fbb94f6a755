import type { Visit, Visited } from './visitStore.ts'

/** One statement's worth: more would make the first of them wait for the last. */
const MOST_AT_ONCE = 500
/** Waiting for a database that does not keep up. Beyond this a visitor is told to come again rather than left waiting. */
const MOST_WAITING = 5_000
/** PostgreSQL took the whole statement back (deadlock, serialisation): it may be said again. Of any other failure nobody knows what became of it. */
const TAKEN_BACK = new Set(['40001', '40P01'])
const TRIES = 3

/** Nothing was counted, so nothing may be answered: come again in a moment. */
export class NotCounted extends Error {}

interface Waiting {
  readonly visit: Visit
  resolve(visited: Visited): void
  reject(reason: unknown): void
}

/**
 * Group commit: while one statement is under way the next visits gather, and go together when it is back. A lone visit waits for nobody; two thousand a
 * second share two hundred commits. Each is answered only after its own commit, so that kill -9 loses no count that was answered.
 * @param count writes visits and says what becomes of each, in their order
 */
export function gatherVisits(
  count: (visits: readonly Visit[]) => Promise<readonly Visited[]>,
): (visit: Visit) => Promise<Visited> {
  const waiting: Waiting[] = []
  let isUnderWay = false

  const countThem = async (visits: readonly Visit[], left = TRIES): Promise<readonly Visited[]> => {
    try {
      return await count(visits)
    } catch (error) {
      if (left > 1 && TAKEN_BACK.has((error as { code?: string }).code ?? ''))
        return countThem(visits, left - 1)
      throw error
    }
  }
  const work = async (): Promise<void> => {
    isUnderWay = true
    while (waiting.length > 0) {
      const taken = waiting.splice(0, MOST_AT_ONCE)
      try {
        const visited = await countThem(taken.map(({ visit }) => visit))
        taken.forEach(({ resolve }, nth) => resolve(visited[nth]!))
      } catch (cause) {
        for (const { reject } of taken) reject(new NotCounted('visits were not counted', { cause }))
      }
    }
    isUnderWay = false
  }
  return (visit) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= MOST_WAITING) return reject(new NotCounted('too many visits are waiting'))
      waiting.push({ visit, resolve, reject })
      if (!isUnderWay) void work()
    })
}
