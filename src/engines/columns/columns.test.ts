import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contents, findHeadings, isColumnCount, isNumberWord, PLACE_HEADINGS, plainHeading } from './index.ts'

const rows = (...lines: readonly (readonly string[])[]) => lines.map((cells, at) => ({ line: at + 1, cells }))
const KNOWN = /^(name|mobile|booth|ac)( no)?$/
const says = (heading: string) => KNOWN.test(plainHeading(heading))
const isData = (cells: readonly string[]) => cells.some(contents.isSmallNumber)
const find = (...lines: readonly (readonly string[])[]) => findHeadings(rows(...lines), says, isData)

describe('headings', () => {
  it('are found below titles and dates, however many, and put together over their rows', () => {
    expect(
      find(
        ['List of booths', '', ''],
        ['25.11.2026', '', ''],
        ['AC', 'Booth', 'Booth'],
        ['', 'No.', 'Name'],
        ['1', '1', 'Hall'],
      ),
    ).toEqual({ end: 4, headings: ['AC', 'Booth No.', 'Name'] })
  })
  it('end behind a row that counts the columns, and a cell merged downwards is said once', () => {
    expect(
      find(['Sr', 'AC', 'Booth'], ['Sr', 'AC', 'No'], ['1', '2', '3'], ['1', '47', '1']),
    ).toMatchObject({ end: 3 }) // prettier-ignore
    expect(find(['Sr', 'AC', 'Booth'], ['Sr', 'No', 'Booth No'], ['9', '47', '1'])).toEqual({ end: 2, headings: ['Sr', 'AC No', 'Booth No'] }) // prettier-ignore
  })
  it('are none where the first row is one of the list’s own, or where a single word stands over many columns', () => {
    expect(find(['1', '1', 'Booth'], ['1', '2', 'Name'])).toEqual({ end: 0, headings: [] })
    expect(find(['Name', 'x', 'y', 'z'], ['a', 'b', 'c', 'd'])).toEqual({ end: 0, headings: [] })
    expect(find()).toEqual({ end: 0, headings: [] })
  })
  it('never fall over anything, and end at a row that is there', () => {
    const cell = fc.oneof(fc.constantFrom('Name', 'Booth', 'No', '1', '2', '3', '', 'x'), fc.string({ maxLength: 12 })) // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (lines) => {
        const { end, headings } = find(...lines)
        expect(end === 0 || lines[end - 1] !== undefined).toBe(true)
        expect(headings.length).toBeLessThanOrEqual(Math.max(0, ...lines.map((cells) => cells.length)))
        // No row of the list's own is taken for a heading, but for one that only counts columns.
        for (const cells of lines.slice(0, end))
          if (isData(cells) && lines.indexOf(cells) === end - 1) expect(isColumnCount(cells)).toBe(true)
      }),
    )
  })
})

it('a number is known in either script, alone and with its little words', () => {
  for (const heading of ['No.', 'की संख्या', 'क्र.', 'Number', 'नं']) expect(isNumberWord(heading), heading).toBe(true) // prettier-ignore
  for (const heading of ['Name', 'संख्या और नाम', '12', '']) expect(isNumberWord(heading), heading).toBe(false)
})

it('places are called by numbers before names', () => {
  const meant = (heading: string) =>
    PLACE_HEADINGS.find(([, pattern]) => pattern.test(plainHeading(heading)))?.[0]
  expect(['मतदान केन्द्र की संख्या', 'No. of Polling Station', 'Part No.', 'भाग'].map(meant)).toEqual(['boothNumber', 'boothNumber', 'boothNumber', 'booth']) // prettier-ignore
  expect(['विधानसभा क्षेत्र की संख्या', 'AC No', 'विधान सभा', 'ज़िला', 'Mobile'].map(meant)).toEqual(['seatNumber', 'seatNumber', 'seat', 'district', undefined]) // prettier-ignore
})

it('contents are told apart as a spreadsheet leaves them', () => {
  expect(['12', '0012', '12.0', '१२', '12A', '12क'].every(contents.isSmallNumber)).toBe(true)
  expect(['', '12345', '12-13', 'Hall 2', '98290 12345'].some(contents.isSmallNumber)).toBe(false)
  expect(["=HYPERLINK(1)", "'=cmd|(", '+SUM(A1)'].map(contents.isFormula)).toEqual([true, false, true]) // prettier-ignore
  expect([contents.isLost('??? ???'), contents.isLost('क्या?'), contents.isLost('\ufffd')]).toEqual([true, false, true]) // prettier-ignore
})

it('names of vowel signs and single letters are words: between two letters of Devanagari stands a sign', () => {
  const names = ['गीता देवी', 'सीता', 'राधा', 'सूची का बाग़', 'Om']
  expect(names.filter((name) => !contents.isWordy(name) || !contents.hasWords(name))).toEqual([])
  expect(['म', 'मो', '12', 'A', 'क १'].filter(contents.hasWords)).toEqual([])
})
