import { setTimeout as sleep } from 'node:timers/promises'

export interface Pump<Item, Result> {
  /** The next few to work on; an empty answer means that there are none now. */
  readonly more: (most: number) => Promise<readonly Item[]>
  readonly work: (item: Item) => Promise<Result>
  /** Writes down what became of some. */
  readonly settle: (results: readonly Result[]) => Promise<void>
  /** How long nothing new may be begun, in milliseconds: asked after each result. */
  readonly pauseAfter: (result: Result) => number
  readonly atOnce: number
  readonly signal: AbortSignal
}

/** Results that are written at once, and how long the first of them waits at most. */
const SETTLED_TOGETHER = 250
const SETTLE_AFTER_MS = 150

/**
 * Works through what `more` brings, so many side by side, and writes results down in batches. A slow one holds nobody else up; told to stop,
 * it begins nothing new and writes down what is on its way.
 * @returns how many were worked on
 */
export async function pump<Item, Result>({ more, work, settle, pauseAfter, atOnce, signal }: Pump<Item, Result>): Promise<number> {
  const waiting: Item[] = []
  const done: Result[] = []
  let [underWay, worked, quietUntil] = [0, 0, 0]
  let [isDry, failure, fetching, settling]: [boolean, unknown, boolean, boolean] = [false, undefined, false, false]
  let firstDoneAt = 0
  let wake: () => void = () => {}
  const noteFailure = (error: unknown) => (failure ??= error)

  const fetchMore = () => {
    fetching = true
    void more(atOnce * 2).then((items) => {
      waiting.push(...items)
      isDry = items.length === 0
    }).catch(noteFailure).finally(() => {
      fetching = false
      wake()
    })
  }
  const settleSome = () => {
    settling = true
    void settle(done.splice(0, SETTLED_TOGETHER * 4)).catch(noteFailure).finally(() => {
      settling = false
      firstDoneAt = Date.now()
      wake()
    })
  }
  const begin = (item: Item) => {
    underWay++
    void work(item).then((result) => {
      if (done.length === 0) firstDoneAt = Date.now()
      done.push(result)
      worked++
      quietUntil = Math.max(quietUntil, Date.now() + pauseAfter(result))
    }).catch(noteFailure).finally(() => {
      underWay--
      wake()
    })
  }

  for (;;) {
    const stopping = signal.aborted || failure !== undefined
    const now = Date.now()
    if (!stopping && now >= quietUntil) while (underWay < atOnce && waiting.length > 0) begin(waiting.shift()!)
    if (!stopping && !fetching && !isDry && now >= quietUntil && waiting.length < atOnce) fetchMore()
    const isLast = underWay === 0 && !fetching && (stopping || (isDry && waiting.length === 0))
    if (done.length > 0 && !settling && (isLast || done.length >= SETTLED_TOGETHER || now - firstDoneAt >= SETTLE_AFTER_MS)) settleSome()
    if (isLast && !settling && done.length === 0) break
    await new Promise<void>((go) => {
      wake = go
      const pause = sleep(Math.max(5, Math.min(SETTLE_AFTER_MS, quietUntil > now ? quietUntil - now : SETTLE_AFTER_MS)))
      void pause.then(go)
    })
  }
  // What was fetched and never begun is still leased: its lease runs out. The caller is told first of what went wrong.
  if (failure !== undefined) throw failure
  return worked
} // prettier-ignore
