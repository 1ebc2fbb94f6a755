import { expect, it } from 'vitest'
import { NO_BOOTHS } from './coverage.ts'
import { sortAreas } from './sortAreas.ts'
import type { AreaRow } from './view.ts'

const area = (nameHi: string, nameEn: string, vacant: number, verified: number): AreaRow => ({
  id: nameEn,
  level: 'district',
  code: null,
  nameHi,
  nameEn,
  people: 0,
  counts: { ...NO_BOOTHS, vacant, verified },
})
const rows = [area('बारां', 'Baran', 5, 5), area('अजमेर', 'Ajmer', 8, 2), area('टोंक', 'Tonk', 8, 8)]
const ids = (order: 'vacant' | 'verified' | 'name', turned = false, locale: 'hi' | 'en' = 'hi') =>
  sortAreas(rows, order, turned, locale).map(({ id }) => id)

it('most vacant come first, equal ones in the tree’s order', () => {
  expect(ids('vacant')).toEqual(['Ajmer', 'Tonk', 'Baran'])
  expect(ids('vacant', true)).toEqual(['Baran', 'Ajmer', 'Tonk'])
})
it('least verified come first', () => expect(ids('verified')).toEqual(['Ajmer', 'Baran', 'Tonk']))
it('names follow the alphabet of the language', () => {
  expect(ids('name')).toEqual(['Ajmer', 'Tonk', 'Baran'])
  expect(ids('name', false, 'en')).toEqual(['Ajmer', 'Baran', 'Tonk'])
})
