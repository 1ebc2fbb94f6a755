import { expect, it } from 'vitest'
import type { PeopleExport, PersonLine } from '#modules/people/server/exportPeople.ts'
import { readXlsx } from '#platform/spreadsheet/xlsx/readXlsx.ts'
import { peopleFile } from './peopleFile.ts'

const place = { id: 'p', level: 'district', nameHi: 'जयपुर', nameEn: 'Jaipur', lft: 1, rgt: 2 } as unknown as PeopleExport['place'] // prettier-ignore
const line = (name: string): PersonLine => ({
  ...{
    id: 'i',
    name,
    nameLatin: 'Sunita Devi',
    nameDevanagari: 'सुनीता देवी',
    nameFlags: [],
    nameChanged: false,
  },
  ...{ placeId: 'b', placeHi: 'भवन', placeEn: 'Hall', placeCode: 7, parentHi: null, parentEn: null },
  ...{ wing: 1, state: 'vouched', appliedAt: new Date('2026-11-20T06:30:00Z'), score: 0, sortName: '' },
})
const exported = (format: 'csv' | 'xlsx', ...typed: readonly string[]): PeopleExport => ({
  ...{ fileId: '0197f0aa-0000-7000-8000-000000000001', format, at: new Date('2026-11-26T06:30:00Z') },
  ...{ by: { nameHi: 'कमला', nameEn: 'Kamla' }, place, people: typed.length },
  filter: { wing: undefined, state: undefined, invitation: undefined, searched: false },
  parts: (async function* () {
    yield typed.map(line)
  })(),
})
const words = (locale: 'hi' | 'en') => ({ locale, organisation: 'Sample', wings: [] })

it('a list of people has each name in the reader’s script, and as it was typed where that is another', async () => {
  const typed = ['सुनीता देवी', 'Sunita Devi', 'Suneeta Devi', '=1+1']
  const names = async (locale: 'hi' | 'en') => {
    const text = await peopleFile(exported('csv', ...typed), words(locale)).text()
    return text
      .trim()
      .split('\r\n')
      .slice(2)
      .map((row) => row.split(',').slice(0, 2))
  }
  expect(await names('en')).toEqual([
    ['Sunita Devi', 'सुनीता देवी'],
    ['Sunita Devi', ''],
    ['Sunita Devi', 'Suneeta Devi'],
    ['Sunita Devi', "'=1+1"],
  ])
  expect((await names('hi')).map(([, beside]) => beside)).toEqual(['', 'Sunita Devi', 'Suneeta Devi', "'=1+1"]) // prettier-ignore
  const file = Buffer.from(await peopleFile(exported('xlsx', ...typed), words('en')).arrayBuffer())
  const sheet = (await Array.fromAsync(readXlsx(file))).map(({ cells }) => cells)
  expect(sheet.slice(2).map(([, beside]) => beside ?? '')).toEqual(['सुनीता देवी', '', 'Suneeta Devi', "'=1+1"]) // prettier-ignore
})
