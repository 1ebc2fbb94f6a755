import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workbook, workbookParts, zip } from '#tests/builders/workbook.ts'
import { isRefusal } from '../errors/catalogue.ts'
import { readTable } from './readTable.ts'
import { tableKind } from './tableKind.ts'
import type { TableKind } from './tableRow.ts'

async function rowsOf(bytes: Buffer, kind: TableKind = 'csv', piece = 7) {
  const file = {
    kind,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
    },
  }
  return Array.fromAsync(readTable(file))
}
const cellsOf = async (bytes: Buffer, kind?: TableKind) =>
  (await rowsOf(bytes, kind, 1_000)).map(({ cells }) => cells)
/** Why a file is not read. */
async function refusal(work: () => unknown): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (!isRefusal(error)) throw error
    return Object.values(error.fields)[0]
  }
}
const kindOf = (bytes: Buffer) => tableKind(bytes.subarray(0, 64 * 1024), bytes.subarray(-128 * 1024))

const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16 little-endian': (text) => utf16(`\ufeff${text}`, false),
  'UTF-16 big-endian': (text) => utf16(`\ufeff${text}`, true),
  'UTF-16 without a mark': (text) => utf16(text, false),
}

describe('a CSV file', () => {
  for (const [encoding, encode] of Object.entries(ENCODINGS))
    for (const delimiter of [',', ';', '\t', '|'])
      it(`in ${encoding} parted by ${JSON.stringify(delimiter)} gives its rows, with many lines in a cell, numbered as a spreadsheet shows them`, async () => {
        const text = ['नाम,Mobile,Booth', 'सुनीता,9829012345,"12\nदूसरी मंज़िल"', 'Ram,,3', ',,', 'Om,1,2']
          .join('\r\n')
          .replaceAll(',', delimiter)
        const rows = await rowsOf(encode(text))
        expect(rows).toEqual([
          { line: 1, cells: ['नाम', 'Mobile', 'Booth'] },
          { line: 2, cells: ['सुनीता', '9829012345', '12\nदूसरी मंज़िल'] },
          { line: 3, cells: ['Ram', '', '3'] },
          { line: 5, cells: ['Om', '1', '2'] },
        ])
      })

  it('in Windows’ Western encoding keeps the letters of the old fonts', async () => {
    expect(await cellsOf(Buffer.from('Å"kk,«\nb,c', 'latin1'))).toEqual([['Å"kk', '«'], ['b', 'c']]) // prettier-ignore
  })

  it('gives back whatever text was written into it', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\0-\x08\x0b-\x1f\ufeff]/g, '').trim()) // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
        const read = await cellsOf(Buffer.from(`\ufeffa,b,c\n${quoted.join('\n')}\n`))
        expect(read.slice(1)).toEqual(rows.filter((row) => row.some((each) => each !== '')))
      }),
      { numRuns: 50 },
    )
  })

  it('with Excel’s own first line about the delimiter is read with it', async () => {
    // No spreadsheet shows that line: the row below is its first.
    expect(await rowsOf(Buffer.from('sep=;\r\na,b;c\r\n1,2;3'), 'csv', 1_000)).toEqual([
      { line: 1, cells: ['a,b', 'c'] },
      { line: 2, cells: ['1,2', '3'] },
    ])
  })

  it('whose quotation mark never closes is refused instead of swallowed', async () => {
    const open = Buffer.from(`a,b\n"open,1\n${'x,2\n'.repeat(100_000)}`)
    expect(await refusal(() => cellsOf(open))).toBe('tables_open_quote')
  })
})

describe('a list that goes on behind its last column', () => {
  const wide = (columns: number, last: string) => [...Array.from({ length: columns - 1 }, () => 'x'), last]
  const csv = (cells: readonly string[]) => Buffer.from(`a,b\n${cells.join(',')}\n`)

  it('is refused, with the words for it, and never read in part', async () => {
    expect(await refusal(() => cellsOf(csv(wide(201, 'last'))))).toBe('tables_too_many_columns')
    expect(await refusal(() => cellsOf(workbook([['a'], wide(201, 'last')]), 'xlsx'))).toBe('tables_too_many_columns') // prettier-ignore
  })
  it('is read when what stands there is empty, or the last column is the last that is read', async () => {
    expect((await cellsOf(csv(wide(200, 'last'))))[1]).toHaveLength(200)
    expect((await cellsOf(csv([...wide(200, 'last'), ' ', '']))).at(-1)).toHaveLength(200)
    expect((await cellsOf(workbook([['a'], [...wide(200, 'last'), ' ']]), 'xlsx'))[1]).toHaveLength(200)
  })
})

describe('a workbook', () => {
  it('gives texts, whole numbers, days and the last results of formulas', async () => {
    const file = workbook([
      ['Name', 'Mobile', 'Born', 'Link'],
      ['सुनीता & <b>', 9829012345, { day: 36526 }, { formula: 'HYPERLINK("http://x","Ram")', value: 'Ram' }],
      [null, 9.829012345e9, null, 'two\nlines'],
    ])
    expect(kindOf(file)).toBe('xlsx')
    expect(await rowsOf(file, 'xlsx')).toEqual([
      { line: 1, cells: ['Name', 'Mobile', 'Born', 'Link'] },
      { line: 2, cells: ['सुनीता & <b>', '9829012345', '2000-01-01', 'Ram'] },
      { line: 3, cells: ['', '9829012345', '', 'two\nlines'] },
    ])
  })

  it('gives every cell of a merged rectangle its value', async () => {
    const file = workbook(
      [['Seat', 'Name'], ['Amer', 'A'], [null, 'B'], [null, 'C'], ['Bagru', 'D']], // prettier-ignore
      { merged: ['A2:A4'] },
    )
    expect(await cellsOf(file, 'xlsx')).toEqual([['Seat', 'Name'], ['Amer', 'A'], ['Amer', 'B'], ['Amer', 'C'], ['Bagru', 'D']]) // prettier-ignore
  })

  const bombed = (text: string, claimed?: number) =>
    zip(
      workbookParts([['a']]).map((part) =>
        part.name === 'xl/worksheets/sheet2.xml' ? { ...part, text, ...(claimed ? { claimed } : {}) } : part,
      ),
    )
  const huge = `<worksheet><sheetData>${' '.repeat(30_000_000)}</sheetData></worksheet>`

  it('that is a zip bomb is not opened', async () => {
    expect(await refusal(() => cellsOf(bombed(huge), 'xlsx'))).toBe('tables_zip_bomb')
  })
  it('that is a zip bomb and lies about it is left where the lie shows', async () => {
    expect(await refusal(() => cellsOf(bombed(huge, 5_000), 'xlsx'))).toBe('tables_damaged_workbook')
  })
  it('whose document declares entities that grow is refused', async () => {
    const laughs = `<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData>${' '.repeat(500)}</worksheet>`
    expect(await refusal(() => cellsOf(bombed(laughs), 'xlsx'))).toBe('tables_damaged_workbook')
  })
  it('that is cut off anywhere or has a flipped byte is refused or read, and never breaks the house', async () => {
    const file = workbook([['Name', 'Mobile'], ['A', 9829012345]]) // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, byte) => {
        const altered = Buffer.from(file)
        altered[at] = byte
        await refusal(() => cellsOf(altered, 'xlsx'))
        await refusal(() => cellsOf(file.subarray(0, at), 'xlsx'))
      }),
      { numRuns: 200 },
    )
  })
})

it.each([
  ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'tables_old_workbook'],
  ['a Word file', zip([{ name: 'word/document.xml', text: 'x' }]), 'tables_other_zip'],
  [
    'a workbook with macros',
    zip([...workbookParts([['a']]), { name: 'xl/vbaProject.bin', text: 'x' }]),
    'tables_macros',
  ],
  ['a PDF', Buffer.from('%PDF-1.7 …'), 'tables_no_table'],
  ['a web page', Buffer.from('<html><table></table></html>'), 'tables_no_table'],
  ['noise', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)), 'tables_no_table'],
])('%s is refused with what to do instead', async (_what, bytes, reason) => {
  expect(await refusal(() => kindOf(bytes))).toBe(reason)
})
