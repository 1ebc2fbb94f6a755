import { expect, it } from 'vitest'
import { NO_BOOTHS } from './coverage.ts'
import { sortAreas, type AreaSort } from './sortAreas.ts'
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
const ids = (
  order: AreaSort['order'],
  turned = false,
  locale: 'hi' | 'en' = 'hi',
  filter?: AreaSort['filter'],
) => sortAreas(rows, { order, turned, filter }, locale).map(({ id }) => id)

it('most vacant come first, equal ones in the tree’s order', () => {
  expect(ids('booths')).toEqual(['Ajmer', 'Tonk', 'Baran'])
  expect(ids('booths', true)).toEqual(['Baran', 'Ajmer', 'Tonk'])
})
it('least verified come first', () => expect(ids('share')).toEqual(['Ajmer', 'Baran', 'Tonk']))
it('names follow the alphabet of the language', () => {
  expect(ids('name')).toEqual(['Ajmer', 'Tonk', 'Baran'])
  expect(ids('name', false, 'en')).toEqual(['Ajmer', 'Baran', 'Tonk'])
})
it('a chosen state is what number and share order by', () => {
  expect(ids('booths', false, 'hi', 'verified')).toEqual(['Tonk', 'Baran', 'Ajmer'])
  expect(ids('share', false, 'hi', 'verified')).toEqual(['Ajmer', 'Baran', 'Tonk'])
  expect(ids('share', false, 'hi', 'vacant')).toEqual(['Ajmer', 'Baran', 'Tonk'])
  expect(ids('share', true, 'hi', 'vacant')).toEqual(['Baran', 'Tonk', 'Ajmer'])
})
