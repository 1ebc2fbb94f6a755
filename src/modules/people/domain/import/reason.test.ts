import { expect, it } from 'vitest'
import { fewReasons, readReason } from './reason.ts'

it('a reason is a message, some with the booths they speak of', () => {
  expect(readReason('people_import_r_no_name')).toEqual({ id: 'people_import_r_no_name', inputs: {} })
  expect(readReason('people_import_r_booth_split:47/121/47/142, 143')).toEqual({
    id: 'people_import_r_booth_split',
    inputs: { seat: '47', old: '121', seatNow: '47', now: '142, 143' },
  })
})

it('of very many booths it is told together', () => {
  const of = (n: number) =>
    Object.fromEntries(Array.from({ length: n }, (_, at) => [`people_import_r_booth_now:1/${at}/1/9`, 2]))
  expect(fewReasons({ '': 5, ...of(2) })).toEqual({ '': 5, ...of(2) })
  expect(fewReasons({ '': 5, ...of(21) })).toEqual({ '': 5, people_import_r_booth_now_any: 42 })
})
