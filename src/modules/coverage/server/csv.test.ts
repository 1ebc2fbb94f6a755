import { expect, it } from 'vitest'
import { boothsAsCsv } from './csv.ts'

it.each([
  ['hi', 'स्थिति', 'खाली'],
  ['en', 'State in words', 'Vacant'],
] as const)('a file says a state by its name and in words (%s)', (locale, header, words) => {
  const constituency = {
    id: 'c',
    level: 'constituency',
    code: 50,
    nameHi: 'विद्याधर नगर',
    nameEn: 'Vidhyadhar Nagar',
  }
  const booth = {
    id: 'b',
    level: 'booth',
    code: 7,
    nameHi: 'विद्यालय',
    nameEn: 'School',
    constituency,
    state: 'vacant',
    people: 0,
    waiting: 0,
  }
  const [head, row] = boothsAsCsv([booth] as unknown as Parameters<typeof boothsAsCsv>[0], locale).split(
    '\r\n',
  )
  const at = head!.split(',').indexOf(header)
  expect(head!.split(',')[at - 1]).toBe('state')
  expect(row!.split(',').slice(at - 1, at + 1)).toEqual(['vacant', words])
})
