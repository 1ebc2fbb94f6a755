import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchStops } from './watchStops.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('all that begin within a moment ask once, and the next moment asks anew', async () => {
  const stopped = new Set<string>()
  const read = vi.fn((_: readonly string[]) => Promise.resolve(new Set(stopped)))
  const isStopped = watchStops(read)
  const all = () => Promise.all(['one', 'other', 'one'].map(isStopped))
  expect(await all()).toEqual([false, false, false])
  stopped.add('one')
  expect(await all()).toEqual([false, false, false])
  expect(read).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(60)
  expect(await all()).toEqual([true, false, true])
  expect(await all()).toEqual([true, false, true])
  expect(read).toHaveBeenCalledTimes(2)
  // Of what nobody sends any more nobody asks.
  vi.advanceTimersByTime(60)
  await isStopped('third')
  vi.advanceTimersByTime(60)
  await isStopped('third')
  expect(read).toHaveBeenLastCalledWith(['third'])
})

it('an answer that did not come is asked for again, and whoever waited for it learns that', async () => {
  const read = vi.fn<(ids: readonly string[]) => Promise<Set<string>>>()
  read.mockRejectedValueOnce(new Error('the connection broke')).mockResolvedValueOnce(new Set(['one']))
  const isStopped = watchStops(read)
  await expect(isStopped('one')).rejects.toThrow('the connection broke')
  expect(await isStopped('one')).toBe(true)
})
