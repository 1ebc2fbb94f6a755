import { afterEach, beforeEach, expect, it, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  // A phone whose store never opens: another tab holds it.
  vi.stubGlobal('indexedDB', { open: () => ({}) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('a gate whose store does not answer says so, and the queue goes on: the next scan is held in memory at once', async () => {
  const { Ledger } = await import('./ledger.ts')
  const ledger = new Ledger()
  const loading = expect(ledger.load()).rejects.toThrow('too late')
  await vi.advanceTimersByTimeAsync(2_500)
  await loading
  const scan = { id: 's1', serial: 7, nth: 0, at: 1, way: 'entry', how: 'camera', decided: 'ok', undoes: null, hall: null } // prettier-ignore
  expect(await ledger.write(scan as never, 'Sunita')).toBe(false)
  expect(ledger.unsafe).toBe(1)
  expect(ledger.isInside(7, null)).toBe(true)
})
