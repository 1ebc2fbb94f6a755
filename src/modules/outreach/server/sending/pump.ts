import { setTimeout as sleep } from 'node:timers/promises'

export interface Pump<Item, Result> {
  /** The next few to work on; an empty answer means that there are none now. */
  readonly more: (most: number) => Promise<readonly Item[]>
  readonly work: (item: Item) => Promise<Result>
  /** What is written down of an item that was taken and is not begun after all. */
  readonly unbegun: (item: Item) => Result
  /** Writes down what became of some, and that `next` begin. @returns those of `next` that may */
  readonly write: (results: readonly Result[], next: readonly Item[]) => Promise<readonly Item[]>
  /**
   * Whether nothing begins before that is written down: where nobody could tell of a dead worker's items which went out. No more than `atOnce` are
   * then begun and not yet written down as ended.
   */
  readonly marksBegun: boolean
  /** How long nothing new may be begun, in milliseconds: asked after each result. */
  readonly pauseAfter: (result: Result) => number
  readonly atOnce: number
  readonly signal: AbortSignal
}

/** Results that are written at once, and how long the first of them waits at most. */
const WRITTEN_TOGETHER = 250
const WRITE_AFTER_MS = 150

/**
 * Works through what `more` brings, so many side by side, and writes results down in batches. A slow one holds nobody else up; told to stop,
 * it begins nothing new, writes down what is on its way and gives back what it had taken ahead.
 * @returns how many were worked on
 */
export async function pump<Item, Result>(on: Pump<Item, Result>): Promise<number> {
  const { atOnce, marksBegun, signal } = on
  const together = marksBegun ? Math.ceil(atOnce / 4) : WRITTEN_TOGETHER
  const waiting: Item[] = []
  const done: Result[] = []
  let [underWay, worked, quietUntil, writtenAt] = [0, 0, 0, 0]
  let [isDry, failure, fetching, writing]: [boolean, unknown, boolean, boolean] = [false, undefined, false, false]
  let wake: () => void = () => {}
  const noteFailure = (error: unknown) => (failure ??= error)

  const fetchMore = () => {
    fetching = true
    void on.more(atOnce * 2).then((items) => {
      waiting.push(...items)
      isDry = items.length === 0
    }).catch(noteFailure).finally(() => {
      fetching = false
      wake()
    })
  }
  const end = (result: Result) => {
    if (done.length === 0 && !marksBegun) writtenAt = Date.now()
    done.push(result)
  }
  const begin = (item: Item) => {
    underWay++
    void on.work(item).then((result) => {
      end(result)
      worked++
      quietUntil = Math.max(quietUntil, Date.now() + on.pauseAfter(result))
    }).catch(noteFailure).finally(() => {
      underWay--
      wake()
    })
  }
  const write = (next: readonly Item[]) => {
    writing = true
    void on.write(done.splice(0, WRITTEN_TOGETHER * 4), next).then((begun) => begun.forEach(begin)).catch(noteFailure).finally(() => {
      writing = false
      writtenAt = Date.now()
      wake()
    })
  }

  for (;;) {
    const stopping = signal.aborted || failure !== undefined
    const now = Date.now()
    const mayBegin = !stopping && now >= quietUntil
    if (stopping) for (const item of waiting.splice(0)) end(on.unbegun(item))
    if (mayBegin && !marksBegun) while (underWay < atOnce && waiting.length > 0) begin(waiting.shift()!)
    if (mayBegin && !fetching && !isDry && waiting.length < atOnce) fetchMore()
    const isLast = underWay === 0 && !fetching && (stopping || (isDry && waiting.length === 0))
    const free = mayBegin && marksBegun ? Math.min(atOnce - underWay, waiting.length) : 0
    const isWorth = (marksBegun && underWay === 0) || Math.max(done.length, free) >= together || now - writtenAt >= WRITE_AFTER_MS
    if (done.length + free > 0 && !writing && (isLast || isWorth)) write(waiting.splice(0, free))
    if (isLast && !writing && done.length === 0) break
    await new Promise<void>((go) => {
      wake = go
      const pause = sleep(Math.max(5, Math.min(WRITE_AFTER_MS, quietUntil > now ? quietUntil - now : WRITE_AFTER_MS)))
      void pause.then(go)
    })
  }
  // The caller is told first of what went wrong; what could not be written down is under lease, until that runs out.
  if (failure !== undefined) throw failure
  return worked
} // prettier-ignore
