import type { CsvError } from 'csv-parse'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvRecords, parsed } from './csvRecords.ts'

async function* pieces(text: readonly string[]): AsyncGenerator<string> {
  yield* text
}
const fast = (text: readonly string[]) => Array.fromAsync(csvRecords(pieces(text), ','))
const asParser = (text: string) => Array.fromAsync(parsed(pieces([text]), ','))

const codeOf = (error: unknown): string => (error as CsvError).code

const SIGNS = ['a', 'क', ' ', '\t', ',', ',']
const line = fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 6 })

it.each([
  ['ends of one kind', fc.constant(''), fc.constantFrom('\n', '\r\n', '\r')],
  ['ends of any kind', fc.constantFrom('', '', '\r', '\n', '\r\n'), fc.constantFrom('\n', '\r\n', '\r')],
  [
    'quotation marks',
    fc.constantFrom('', '', '', '"', '"a\nb"', ',"x",', '""'),
    fc.constantFrom('\n', '\r\n'),
  ],
])('a text with %s gives what the parser gives, however it is cut', async (_what, odd, end) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(line, odd, line).map((parts) => parts.join('')),
        { maxLength: 12 },
      ),
      end,
      fc.boolean(),
      fc.array(fc.nat(60), { maxLength: 5 }),
      async (lines, lineEnd, isClosed, cuts) => {
        const text = lines.join(lineEnd) + (isClosed ? lineEnd : '')
        const at = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b),
          text.length,
        ]
        const cut = at.slice(1).map((to, nth) => text.slice(at[nth], to))
        expect(await fast(cut).catch(codeOf)).toEqual(await asParser(text).catch(codeOf))
      },
    ),
    { numRuns: 2_000 },
  )
})

it('a line of any length is refused or read as the parser does', async () => {
  for (const length of [9_999, 10_001, 199_990, 200_010]) {
    const text = `a,b\n${'x'.repeat(length)},c\nd,e\n`
    expect(await fast([text.slice(0, 20), text.slice(20)]).catch(codeOf)).toEqual(
      await asParser(text).catch(codeOf),
    )
  }
})
