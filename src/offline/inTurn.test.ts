import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { oneByOne } from './inTurn.ts'

it('what reads, waits and writes one thing loses nothing of what is written beside it, also after one that failed', async () => {
  let kept: Readonly<Record<string, number>> = {}
  const keep = async (path: string) => {
    const before = kept
    await sleep(1)
    kept = { ...before, [path]: 1 }
  }
  const inTurn = oneByOne()
  const paths = Array.from({ length: 20 }, (_, nth) => `/learn/${nth}`)
  const failing = inTurn(() => Promise.reject(new Error('no room')))
  await Promise.all([
    expect(failing).rejects.toThrow('no room'),
    ...paths.map((path) => inTurn(() => keep(path))),
  ])
  expect(Object.keys(kept)).toEqual(paths)
  // Without it all but the last are lost, which is what happened to courses that were kept at once.
  kept = {}
  await Promise.all(paths.map(keep))
  expect(Object.keys(kept)).toHaveLength(1)
})
