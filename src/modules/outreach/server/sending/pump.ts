import { setTimeout as sleep } from 'node:timers/promises'
import { WRITE_AFTER_MS, type Beginning } from './beginning.ts'

export interface Pump<Item, Result> {
  /** The next few to work on; an empty answer means that there are none now. */
  readonly more: (most: number) => Promise<readonly Item[]>
  readonly work: (item: Item) => Promise<Result>
  /** What is written down of an item that was taken and is not begun after all. */
  readonly unbegun: (item: Item) => Result
  /** Writes down what became of some, and that `next` begin. @returns those of `next` that may */
  readonly write: (results: readonly Result[], next: readonly Item[]) => Promise<readonly Item[]>
  readonly beginning: Beginning
  /** How long nothing new may be begun, in milliseconds: asked after each result. */
  readonly pauseAfter: (result: Result) => number
  readonly atOnce: number
  readonly signal: AbortSignal
}

/** Results that one write takes at most. */
const MOST_WRITTEN = 1000

/**
 * Works through what `more` brings, so many side by side, and writes results down in batches. A slow one holds nobody else up; told to stop,
 * it begins nothing new, writes down what is on its way and gives back what it had taken ahead.
 * @returns how many were worked on
 */
export async function pump<Item, Result>(on: Pump<Item, Result>): Promise<number> {
  const { atOnce, beginning, signal } = on
  const waiting: Item[] = []
  const done: Result[] = []
  let [underWay, worked] = [0, 0]
  let [quietUntil, writtenAt, firstDoneAt] = [0, 0, 0]
  let [isDry, fetching, writing] = [false, false, false]
  let failure: unknown
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
    if (done.length === 0) firstDoneAt = Date.now()
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
    void on.write(done.splice(0, MOST_WRITTEN), next).then((begun) => begun.forEach(begin)).catch(noteFailure).finally(() => {
      writing = false
      writtenAt = Date.now()
      wake()
    })
  }
  const isWorthWriting = (free: number, now: number) =>
    beginning.isWorthWriting({
      done: done.length, free, underWay, atOnce, sinceWriteMs: now - writtenAt, sinceFirstMs: now - firstDoneAt,
    })

  for (;;) {
    const stopping = signal.aborted || failure !== undefined
    const now = Date.now()
    const mayBegin = !stopping && now >= quietUntil
    const room = () => (mayBegin ? Math.min(atOnce - underWay, waiting.length) : 0)
    if (stopping) waiting.splice(0).forEach((item) => end(on.unbegun(item)))
    waiting.splice(0, beginning.now(room())).forEach(begin)
    if (mayBegin && !fetching && !isDry && waiting.length < atOnce) fetchMore()
    const isLast = underWay === 0 && !fetching && (stopping || (isDry && waiting.length === 0))
    const free = room()
    if (done.length + free > 0 && !writing && (isLast || isWorthWriting(free, now))) write(waiting.splice(0, free))
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
