import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LATE_AFTER_MS, oneAtATime, type Sending } from './oneAtATime.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A sending that writes down what becomes of it. */
function noted(): Sending & { log: string[] } {
  const log: string[] = []
  const note = (what: string) => () => void log.push(what)
  return { log, late: note('late'), giveUp: note('given up'), over: note('over') }
}

it('a second press is not sent while the first is under way, and is once that is over', () => {
  const { begin } = oneAtATime()
  const first = noted()
  const settle = begin(first)!
  expect(begin(noted())).toBeUndefined()
  settle()
  settle()
  expect(first.log).toEqual(['over'])
  expect(begin(noted())).toBeDefined()
})

it('what hangs is told of, and a press then gives it up and is sent', () => {
  const { begin } = oneAtATime()
  const [first, second] = [noted(), noted()]
  const settleFirst = begin(first)!
  vi.advanceTimersByTime(LATE_AFTER_MS - 1)
  expect(begin(second)).toBeUndefined()
  vi.advanceTimersByTime(1)
  expect(first.log).toEqual(['late'])
  const settle = begin(second)!
  expect(first.log).toEqual(['late', 'over', 'given up'])
  // The first ends when the second is under way: that one is still the only one.
  settleFirst()
  expect(begin(noted())).toBeUndefined()
  settle()
  expect(second.log).toEqual(['over'])
})

it('what was answered, or whose form is gone, is told of no more', () => {
  const forms = oneAtATime()
  const [first, second] = [noted(), noted()]
  forms.begin(first)!()
  forms.begin(second)
  forms.end()
  vi.advanceTimersByTime(10 * LATE_AFTER_MS)
  expect([first.log, second.log]).toEqual([['over'], ['over']])
})
