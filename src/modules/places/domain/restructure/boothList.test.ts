import { describe, expect, it } from 'vitest'
import { listColumnsOf, listedBooth, planOfList } from './boothList.ts'
import { isFault, readLine } from './line.ts'
import type { StandingPlace } from './standing.ts'

const place = (id: string, parentId: string | null, level: StandingPlace['level'], code: number | null, nameEn: string, nameHi = nameEn): StandingPlace =>
  ({ id, parentId, level, lft: 1, code, nameHi, nameEn }) // prettier-ignore
const STANDING = [
  place('s', null, 'state', null, 'State'),
  place('d', 's', 'district', 1, 'District'),
  place('c1', 'd', 'constituency', 1, 'Rampur', 'रामपुर'),
  place('c2', 'd', 'constituency', 2, 'Shyampur', 'श्यामपुर'),
  place('b1', 'c1', 'booth', 1, 'Govt School', 'राजकीय विद्यालय'),
  place('b2', 'c1', 'booth', 2, 'Panchayat', 'पंचायत'),
  place('b3', 'c2', 'booth', 1, 'Hall', 'भवन'),
]
const DATE = '2026-11-26'
const planned = (headings: string, ...rows: string[]) => {
  const columns = listColumnsOf(headings.split(','))!
  return planOfList(STANDING, rows.map((row, at) => listedBooth(at + 2, columns, row.split(','))), DATE) // prettier-ignore
}

describe('an official list of booths', () => {
  it.each(['AC No,Part No,Polling Station Name', 'विधानसभा संख्या,भाग संख्या,नाम', 'Sr,Constituency Number,Booth No.,Name (Hindi),Name (English)'])(
    'is known by its headings: %s',
    (headings) => expect(listColumnsOf(headings.split(','))).toBeDefined(),
  ) // prettier-ignore
  it('is not taken from a plan or a list of people', () => {
    expect(listColumnsOf(['what', 'old constituency', 'old booth', 'name hindi'])).toBeUndefined()
    expect(listColumnsOf(['Name', 'Mobile', 'AC No'])).toBeUndefined()
  })

  it('begins booths that do not stand, renames those called otherwise, and leaves the rest', () => {
    const { lines, same, missing } = planned(
      'AC No,Part No,Name,नाम',
      '1,1,Govt School,राजकीय विद्यालय',
      '1,0003.0,New Hall,',
      '2,1,Town Hall,',
    )
    expect(lines).toEqual([
      { line: 3, given: { what: 'new', date: DATE, newConstituency: '1', newBooth: '3', nameHi: expect.stringMatching(/^\p{Script=Devanagari}+ /u) as string, nameEn: 'New Hall' } },
      { line: 4, given: { what: 'rename', date: DATE, oldConstituency: '2', oldBooth: '1', nameEn: 'Town Hall' } },
    ]) // prettier-ignore
    expect([same, missing]).toEqual([1, 1])
    for (const { given } of lines) expect(isFault(readLine(given))).toBe(false)
  })

  it('of the same booths again says nothing, in one script or both, whatever the case of letters', () => {
    expect(planned('AC,Booth,Name', '1,1,GOVT  SCHOOL', 'Rampur,2,पंचायत', 'श्यामपुर,१,Hall')).toEqual({ lines: [], same: 3, missing: 0 }) // prettier-ignore
  })

  it('says one row twice once, and keeps two names for one booth as a fault to be told', () => {
    const { lines } = planned('AC,Booth,Name', '1,9,One', '1,9,One', '1,2,First', '1,2,Second')
    expect(lines.map(({ line }) => line)).toEqual([2, 4, 5])
  })

  it('keeps rows that name no constituency or number as lines with their fault', () => {
    const { lines } = planned('AC,Booth,Name', '77,1,Lost', '1,9A,Lost')
    expect(lines.map(({ given }) => given.what)).toEqual(['new', 'new'])
    expect(readLine(lines[1]!.given)).toEqual({ field: 'newBooth', reason: 'places_r_number_bad' })
  })
})
