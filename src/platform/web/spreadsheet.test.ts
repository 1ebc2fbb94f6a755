import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadsheet } from './spreadsheet.ts'

/** What a CSV reader (RFC 4180) makes of a file. */
function read(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1)
}

describe('a spreadsheet file', () => {
  it.each([...'=+-@\t\r＝＋－＠', ...'\u2212\uFE62\uFE63\uFE66\uFE6B'])(
    'begins no cell with a sign that runs: %j',
    (sign) => {
      expect(read(spreadsheet([[`${sign}HYPERLINK("http://evil.example")`]]))[0]![0]).toBe(
        `'${sign}HYPERLINK("http://evil.example")`,
      )
    },
  )

  it('sees such a sign behind spaces and marks that nobody sees', () => {
    for (const before of [' ', '\u00a0', '\u200b', '\ufeff', '\u202e', ' \u200d '])
      expect(read(spreadsheet([[`${before}=1+1`]]))[0]![0]).toBe(`'${before}=1+1`)
    // A line break may be a row's end to who reads it.
    expect(read(spreadsheet([['\n=1+1']]))[0]![0]).toBe("'\n'=1+1")
  })

  it('begins none for whoever reads semicolons or tabs as separators, nor behind a line break', () => {
    for (const by of [';', '\t', '\n', '\r\n', '; ', '\t\u200b'])
      for (const row of [[`x${by}=1+1`, 'y'], ['x', `"a"${by}@SUM(1)`], [`,${by}-1;+2`]])
        for (const piece of spreadsheet([row]).split(/[;\t\r\n]/))
          expect(piece, JSON.stringify(row)).not.toMatch(/^[\p{Z}\p{C}]*"?[=+\-@]/u)
    // LibreOffice takes comma, semicolon and tab at once; only quotes keep such a cell whole.
    expect(spreadsheet([['a;b', 'c']])).toBe('\ufeff"a;b",c\r\n')
  })

  it.each(['\n', ';', ' ', '\t=', '\u200b'])('is read once, however long: 100,000 signs of %j', (unit) => {
    // Read again from each sign, this would hold the server for a minute.
    spreadsheet([[unit.repeat(100_000 / unit.length)]])
  })

  it('leaves names and numbers as they are, a negative number too', () => {
    const row = ['सुनीता, कुमारी', 'O"Brien', 'जे=के', -5, 12, '']
    expect(read(spreadsheet([row]))).toEqual([row.map(String)])
  })

  it('says to a reader what was in it, cell by cell, but for the apostrophe', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string(), fc.integer())
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const readBack = read(spreadsheet(rows))
          const withoutApostrophes = (all: readonly (readonly (string | number)[])[]) =>
            all.map((row) => row.map((value) => String(value).replaceAll("'", '')))
          expect(withoutApostrophes(readBack)).toEqual(withoutApostrophes(rows))
        },
      ),
    )
  })
})
