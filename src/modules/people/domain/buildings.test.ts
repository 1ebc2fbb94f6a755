import { expect, it } from 'vitest'
import { byBuilding } from './buildings.ts'

const booth = (nameEn: string, nameHi: string, constituencyEn = 'Bhilwara') => ({
  nameEn,
  nameHi,
  constituencyEn,
})

it('puts the rooms of one building into one entry, where its first room stood', () => {
  const found = byBuilding([
    booth('Govt Sec School Room No 02 Pur', 'राजकीय माध्यमिक विद्यालय कमरा नं. 2 पुर'),
    booth('Panchayat Bhawan Pur', 'पंचायत भवन पुर'),
    booth('Govt Sec School, room no. 1, Pur', 'राजकीय माध्यमिक विद्यालय, कमरा नं. 1, पुर'),
    booth('Govt sec School (Room 11) Pur', 'राजकीय माध्यमिक विद्यालय (कमरा 11) पुर'),
  ])
  expect(found.map(({ nameHi, booths }) => [nameHi, booths.map(({ room }) => room)])).toEqual([
    ['राजकीय माध्यमिक विद्यालय पुर', ['2', '1', '11']],
    ['पंचायत भवन पुर', [undefined]],
  ])
})

it('keeps schools of one name in two constituencies apart, and other words than rooms in the name', () => {
  const school = ['Govt School Rampura Room No 1', 'राजकीय विद्यालय रामपुरा कमरा नं. 1'] as const
  expect(byBuilding([booth(...school), booth(...school, 'Tonk')])).toHaveLength(2)
  const [left, right] = byBuilding([
    booth('Govt School Pur (left Side)', 'राजकीय विद्यालय पुर (बायां भाग)'),
    booth('Govt School Pur (right Side)', 'राजकीय विद्यालय पुर (दायां भाग)'),
  ])
  expect([left?.nameEn, right?.nameEn]).toEqual([
    'Govt School Pur (left Side)',
    'Govt School Pur (right Side)',
  ])
})
