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
    for (const before of [' ', '\u00a0', '\u200b', '\ufeff', '\u202e', '\n', ' \u200d '])
      expect(read(spreadsheet([[`${before}=1+1`]]))[0]![0]).toBe(`'${before}=1+1`)
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
          expect(readBack).toEqual(
            rows.map((row, y) =>
              row.map((value, x) => (readBack[y]?.[x] === `'${value}` ? `'${value}` : String(value))),
            ),
          )
        },
      ),
    )
  })
})
