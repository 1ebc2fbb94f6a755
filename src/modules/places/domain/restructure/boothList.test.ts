import { describe, expect, it } from 'vitest'
import { typeInKrutiDev } from '../../../../engines/krutidev/typeInKrutiDev.ts'
import { listReader } from './boothList.ts'
import { isFault, readLine } from './line.ts'
import { guessList } from './listColumns.ts'
import { planOfList } from './planOfList.ts'
import { planRestructure } from './planRestructure.ts'
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
const rowsOf = (...rows: readonly string[]) =>
  rows.map((row, at) => ({ line: at + 1, cells: row.split(',') }))
const read = (...rows: readonly string[]) => {
  const guess = guessList(rowsOf(...rows))!
  const reader = listReader(guess)
  return { guess, booths: rowsOf(...rows).flatMap((row) => reader(row) ?? []) }
}
const planned = (...rows: readonly string[]) => planOfList(STANDING, read(...rows).booths, DATE)
const fieldsOf = (...rows: readonly string[]) => guessList(rowsOf(...rows))?.columns.map(({ field }) => field)
const BOOTHS = ['1,1,Govt School', '1,2,Panchayat Hall', '1,3,Library', '2,1,Town Hall', '2,2,College']

describe('an official list of booths', () => {
  it.each([
    ['AC No,Part No,Polling Station Name', ['constituency', 'booth', 'name']],
    ['विधानसभा संख्या,भाग संख्या,नाम', ['constituency', 'booth', 'name']],
    ['AC,Booth,Building', ['constituency', 'booth', 'name']],
    ['विधान सभा क्षेत्र की संख्या,मतदान केन्द्र की संख्या,मतदान केन्द्र का नाम व भवन', ['constituency', 'booth', 'name']],
    ['No. of AC,Sr. No. of Polling Station,Polling\nStation', ['constituency', 'booth', 'name']],
  ])('is known by its headings: %s', (headings, fields) => expect(fieldsOf(headings, ...BOOTHS)).toEqual(fields)) // prettier-ignore
  it('keeps names of two scripts and constituencies by number and name apart, and leaves other columns alone', () => {
    expect(fieldsOf('Sr,AC No,AC Name,Booth No.,Name (Hindi),Name (English),Electors', '1,1,Rampur,1,भवन,Hall,900', '2,1,Rampur,2,शाला,School,800')) // prettier-ignore
      .toEqual([null, 'constituency', 'seatName', 'booth', 'nameHi', 'nameEn', null])
  })
  it('is known below a title, over three rows of headings and a row of column numbers', () => {
    const rows = [
      'List of polling stations 2026,List of polling stations 2026,List of polling stations 2026,List of polling stations 2026',
      'Sr,Assembly,Polling station,Polling station',
      ',,No.,Name',
      '1,2,3,4',
      ...BOOTHS.map((row, at) => `${at + 1},${row}`),
    ]
    const { guess, booths } = read(...rows, ...rows.slice(0, 4), '6,2,3,Bank')
    expect(guess.columns.map(({ field }) => field)).toEqual([null, 'constituency', 'booth', 'name'])
    expect(guess.headingsEnd).toBe(4)
    // Titles and headings of the next printed page are no booths.
    expect(booths.map(({ constituency, booth, nameEn }) => [constituency, booth, nameEn].join(','))).toEqual([...BOOTHS, '2,3,Bank']) // prettier-ignore
  })
  it('is known by what stands in it where it has no headings, with a running number in front or not', () => {
    expect(fieldsOf(...BOOTHS)).toEqual(['constituency', 'booth', 'name'])
    expect(fieldsOf(...BOOTHS.map((row, at) => `${at + 1},${row}`))).toEqual([null, 'constituency', 'booth', 'name']) // prettier-ignore
  })
  it('reads a constituency that is written at its first booth only, and keeps a gap in one that is repeated as a fault', () => {
    const once = read('AC No,Booth No,Name', '47 - Nagar,1,One', ',2,Two', ',3,Three', '48,1,Four', ',2,Five')
    expect(once.booths.map(({ constituency, booth }) => `${constituency}/${booth}`)).toEqual(['47/1', '47/2', '47/3', '48/1', '48/2']) // prettier-ignore
    const gap = read('AC No,Booth No,Name', '47,1,One', '47,2,Two', ',3,Three', '48,1,Four')
    expect(gap.booths.map(({ constituency }) => constituency)).toEqual(['47', '47', '', '48'])
  })
  it('typed in an old Hindi font is read in letters of today', () => {
    const { guess, booths } = read(
      ['विधानसभा संख्या', 'भाग संख्या', 'मतदान केन्द्र का नाम'].map(typeInKrutiDev).join(','),
      ...['राजकीय विद्यालय', 'पंचायत भवन', 'नगर पालिका', 'कन्या विद्यालय'].map((name, at) => `1,${at + 1},${typeInKrutiDev(name)}`), // prettier-ignore
    )
    expect(guess.columns.map(({ field, krutiDev }) => [field, krutiDev])).toEqual([['constituency', false], ['booth', false], ['name', true]]) // prettier-ignore
    expect(booths.map(({ nameHi }) => nameHi)).toEqual(['राजकीय विद्यालय', 'पंचायत भवन', 'नगर पालिका', 'कन्या विद्यालय']) // prettier-ignore
  })
  it('is not taken from a list of people with their booths, or from whatever else', () => {
    expect(fieldsOf('Name,Mobile,AC No', 'Sunita,9829012345,1')).toBeUndefined()
    expect(fieldsOf('Name,Mobile,AC No,Booth No', 'Sunita,9829012345,1,1', 'Ramesh,9829012346,1,2')).toBeUndefined() // prettier-ignore
    // An official list may name the officers of its booths.
    expect(fieldsOf('AC No,Booth No,Booth Name,Mobile', '1,1,Hall,9829012345', '1,2,School,9829012346')).toEqual(['constituency', 'booth', 'name', null]) // prettier-ignore
    expect(guessList([])).toBeUndefined()
  })
  it('refuses formulas and lost letters as names, each on its own line', () => {
    const { lines } = planned('AC,Booth,Name', '1,1,Govt School', '1,8,=HYPERLINK(1)', '1,9,??? ???')
    expect(lines.map(({ given }) => readLine(given))).toMatchObject([{ field: 'nameEn', reason: 'places_r_name_formula' }, { reason: 'places_r_name_lost' }]) // prettier-ignore
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
    expect(planned('AC,Booth,Name', '1,1,GOVT  SCHOOL', 'Rampur,2,पंचायत', 'श्यामपुर,१,Hall')).toMatchObject({ lines: [], same: 3, missing: 0, stands: ['b1', 'b2', 'b3'] }) // prettier-ignore
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

  it('that gives one new number twice says so with the rows; a number that stands there already is told as before', () => {
    const faults = (...rows: readonly string[]) => [
      ...planRestructure(STANDING, planned('AC,Booth,Name', ...rows).lines, String).faults,
    ]
    expect(faults('1,9,Library', '1,8,Mill', '1,9,Bank')).toEqual([
      [2, { field: 'newBooth', reason: 'places_r_number_twice', lines: [2, 4] }],
      [4, { field: 'newBooth', reason: 'places_r_number_twice', lines: [2, 4] }],
    ])
  })

  it('that counts its booths anew takes each along with its number, and asks where one that it leaves out has the number', () => {
    const told = (standing: readonly StandingPlace[], ...rows: readonly string[]) =>
      planOfList(standing, read('AC,Booth,Name', ...rows).booths, DATE).lines.map(({ given }) =>
        [given.what, given.oldBooth, given.newBooth, given.nameEn].map((each) => each ?? '').join(' '),
      )
    const four = [
      ...STANDING,
      place('b4', 'c1', 'booth', 3, 'Library'),
      place('b5', 'c1', 'booth', 4, 'Mill'),
    ]
    const shifted = ['1,1,Govt School', '1,2,Bank', '1,3,Panchayat', '1,4,Library', '1,5,Mill']
    expect(told(four, ...shifted)).toEqual(['new  2 Bank', 'rename 2 3 ', 'rename 3 4 ', 'rename 4 5 '])
    // A booth left out, and those behind it moved down: it keeps its number until somebody says where its people go.
    const down = planOfList(
      four,
      read('AC,Booth,Name', '1,1,Govt School', '1,2,Library', '1,3,Mill').booths,
      DATE,
    )
    expect(planRestructure(four, down.lines, String).faults.get(3)).toMatchObject({
      reason: 'places_r_number_taken',
    })
    // Two booths of one name go in the order of their numbers; a name beside the booth that has it, or more rows of it than booths, are no sign.
    const twins = [...four, place('b6', 'c1', 'booth', 5, 'Mill')]
    expect(told(twins, '1,4,Bank', '1,5,Mill', '1,6,Mill')).toEqual([
      'new  4 Bank',
      'rename 4 5 ',
      'rename 5 6 ',
    ])
    expect(told(twins, '1,3,Mill', '1,4,Bank')).toEqual(['rename 3  Mill', 'rename 4  Bank'])
    expect(told(four, '1,9,Library', '1,3,Library')).toEqual(['new  9 Library'])
    expect(told(four, '1,9,Library')).toEqual(['new  9 Library'])
  })
})
