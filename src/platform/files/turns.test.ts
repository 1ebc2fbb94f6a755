import { expect, it } from 'vitest'
import { turns } from './turns.ts'

it('no more go on at once than may, in the order in which they came, also past one that fails', async () => {
  const turn = turns(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [0, 1, 2, 3].map((nth) =>
    turn(async () => {
      begun.push(nth)
      await new Promise<void>((end) => (ends[nth] = end))
      if (nth === 0) throw new Error('broken')
      return nth
    }).catch(() => 'failed'),
  )
  expect(begun).toEqual([0, 1])
  ends[0]!()
  expect(await all[0]).toBe('failed')
  expect(begun).toEqual([0, 1, 2])
  ends[1]!()
  await all[1]
  expect(begun).toEqual([0, 1, 2, 3])
  for (const nth of [2, 3]) ends[nth]!()
  expect(await Promise.all(all)).toEqual(['failed', 1, 2, 3])
  expect(await turn(() => Promise.resolve('again'))).toBe('again')
})
