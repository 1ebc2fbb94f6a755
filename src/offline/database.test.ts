import { afterEach, beforeEach, expect, it, vi } from 'vitest'

/** A phone whose store opens only when it is told to. */
let opening: { onsuccess?: () => void; result?: unknown }
beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  vi.stubGlobal('indexedDB', { open: () => (opening = {}) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const written: string[] = []
/** Lets the store open: every transaction is done at once. */
function openNow(): void {
  opening.result = {
    transaction() {
      const tx: { oncomplete?: () => void; objectStore: unknown } = {
        objectStore: () => ({
          get: () => ({ result: 'noted' }),
          put: (value: string) => written.push(value),
        }),
      }
      queueMicrotask(() => tx.oncomplete?.())
      return tx
    },
  }
  opening.onsuccess?.()
}

it('a store that does not answer keeps nobody waiting for ever, and the next not at all', async () => {
  const { readNote } = await import('./database.ts')
  const first = readNote('lessons')
  const refused = expect(first).rejects.toThrow('too late')
  await vi.advanceTimersByTimeAsync(2_500)
  await refused
  await expect(readNote('lessons')).rejects.toThrow('does not answer')
})

it('once it answers it is used again', async () => {
  const { readNote } = await import('./database.ts')
  const refused = expect(readNote('lessons')).rejects.toThrow('too late')
  await vi.advanceTimersByTimeAsync(2_500)
  await refused
  openNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(await readNote('lessons')).toBe('noted')
})

it('what was given up is not stored later, when nobody expects it any more', async () => {
  const { writeNote } = await import('./database.ts')
  const refused = expect(writeNote('signingOut', true)).rejects.toThrow('too late')
  await vi.advanceTimersByTimeAsync(15_000)
  await refused
  openNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(written).toEqual([])
})
