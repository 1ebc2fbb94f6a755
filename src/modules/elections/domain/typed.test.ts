/** What people type about elections and money, read as it was meant or refused. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WAYS } from '#platform/release/gate.ts'
import { inRanges, previewPhaseSchema, readHours, readNumbers } from './election.ts'
import { readRupees, reverseExpenseSchema, sumsByHead } from './expense.ts'
import { RULED_WAYS } from './rule.ts'
import { line } from './said.ts'

describe('a line', () => {
  it('is what it shows: no sign turns its direction, and what shows nothing says nothing', () => {
    expect(line(3, 80).parse('चुनाव\u0000 \u202eएक\u001b')).toBe('चुनाव एक')
    expect(line(3, 80).safeParse('\u200b\u200b\u200b').success).toBe(false)
  })
})

describe('what people type', () => {
  it('the gate’s ways are those that rules name', () => expect(RULED_WAYS).toEqual(WAYS))

  it('numbers come back as they were meant, in either script', () => {
    expect(readNumbers('1-3, ४५; 7 – 8')).toEqual([1, 2, 3, 7, 8, 45])
    // Read again for each of its letters, this would take many minutes.
    expect(readNumbers(`1${' '.repeat(2_000_000)}-${' '.repeat(2_000_000)}x`)).toBeUndefined()
    for (const wrong of ['3-1', 'a', '0', '1-', '1 to 3', '1234']) expect(readNumbers(wrong)).toBeUndefined()
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), (numbers) => {
        expect(readNumbers(inRanges(numbers.toSorted((one, other) => one - other)))).toEqual(
          numbers.toSorted((one, other) => one - other),
        )
      }),
    )
  })

  it('a poll that closes before it opens is told beside whatever else is wrong', () => {
    const said = { electionId: '01900000-0000-7000-8000-000000000000', nameHi: 'चरण', nameEn: 'Phase', pollOn: '2026-12-05', constituencies: '50, abc' }
    const faults = (opens: string, closes: string) => previewPhaseSchema.safeParse({ ...said, opens, closes }).error?.issues.map(({ path }) => path[0])
    expect(faults('07:00', '06:00')).toEqual(['constituencies', 'closes'])
    expect(faults('07:00', '')).toEqual(['closes', 'constituencies'])
  }) // prettier-ignore

  it('lines of hours are read, and a wrong one refuses all', () => {
    expect(readHours('45 7:00-17:00\n४५/12 07:00 – 15:00 2026-12-03\n\n')).toEqual([
      { constituency: 45, booth: null, opens: '07:00', closes: '17:00', pollOn: null },
      { constituency: 45, booth: 12, opens: '07:00', closes: '15:00', pollOn: '2026-12-03' },
    ])
    for (const wrong of ['45', '45 17:00-07:00', '45 7:00-25:00', '45 7:00-17:00 2026-02-30', 'x 7:00-17:00'])
      expect(readHours(wrong), wrong).toBeUndefined()
  })

  it('amounts are whole paise, never rounded', () => {
    expect(readRupees('₹ 1,23,456.50')).toBe(12_345_650)
    expect(readRupees('१२.५')).toBe(1_250)
    expect(readRupees('1,234,567')).toBe(123_456_700)
    for (const wrong of ['', '0', '-5', '1.234', '1e5', '99999999999999', '1500,50', '1,50', '12,', ',500', '1,,500', '100000000000.01']) expect(readRupees(wrong), wrong).toBeUndefined() // prettier-ignore
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000_000 }), (paise) => {
        const text = `${Math.floor(paise / 100)}.${String(paise % 100).padStart(2, '0')}`
        expect(readRupees(text)).toBe(paise)
      }),
    )
  })

  it('letters are counted as the database counts them: two emojis are no reason of three letters', () => {
    const why = (said: string) =>
      reverseExpenseSchema.safeParse({ command: crypto.randomUUID(), expenseId: crypto.randomUUID(), why: said }).success
    expect([why('😀😀'), why('😀😀😀'), why(' a  b '), why('क'.repeat(301))]).toEqual([false, true, true, false])
  }) // prettier-ignore

  it('a counter-entry takes away exactly what it answers, from its head and from the whole', () => {
    const entry = fc.record({ headKey: fc.constantFrom('a', 'b', 'c'), paise: fc.integer({ min: 1, max: 1e12 }) })
    fc.assert(
      fc.property(fc.array(entry), fc.array(entry), (kept, wrong) => {
        const answers = wrong.map((one) => ({ ...one, paise: -one.paise }))
        const { byHead, total } = sumsByHead([...kept, ...wrong, ...answers])
        expect(total).toBe(sumsByHead(kept).total)
        for (const head of ['a', 'b', 'c']) expect(byHead.get(head) ?? 0).toBe(sumsByHead(kept).byHead.get(head) ?? 0)
      }),
    )
  }) // prettier-ignore
})
