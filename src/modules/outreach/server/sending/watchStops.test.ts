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
  expect(read).toHaveBeenLastCalledWith(['one', 'other'])
  stopped.add('other')
  expect(await all()).toEqual([false, false, false])
  expect(read).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(60)
  expect(await all()).toEqual([false, true, false])
  expect(await all()).toEqual([false, true, false])
  expect(read).toHaveBeenCalledTimes(2)
  // Of what nobody sends any more nobody asks.
  vi.advanceTimersByTime(60)
  await isStopped('third')
  vi.advanceTimersByTime(60)
  await isStopped('third')
  expect(read).toHaveBeenLastCalledWith(['third'])
})

it('an answer for one message is none for another, and what was stopped stays so', async () => {
  const stopped = new Set(['other'])
  const read = vi.fn((ids: readonly string[]) =>
    Promise.resolve(new Set(ids.filter((id) => stopped.has(id)))),
  )
  const isStopped = watchStops(read)
  expect(await isStopped('one')).toBe(false)
  // Within the moment in which the first answer holds, and while a read is under way.
  expect(await Promise.all([isStopped('other'), isStopped('third')])).toEqual([true, false])
  vi.advanceTimersByTime(60)
  const [slow, late] = [isStopped('third'), Promise.resolve().then(() => isStopped('one'))]
  stopped.add('one')
  expect(await Promise.all([slow, late])).toEqual([false, true])
  stopped.clear()
  vi.advanceTimersByTime(60)
  expect(await isStopped('other')).toBe(true)
})

it('an answer that did not come is asked for again, and whoever waited for it learns that', async () => {
  const read = vi.fn<(ids: readonly string[]) => Promise<Set<string>>>()
  read.mockRejectedValueOnce(new Error('the connection broke')).mockResolvedValueOnce(new Set(['one']))
  const isStopped = watchStops(read)
  await expect(isStopped('one')).rejects.toThrow('the connection broke')
  expect(await isStopped('one')).toBe(true)
})
