import { expect, it } from 'vitest'
import type { Expense } from '#modules/elections/domain/expense.ts'
import type { LedgerExport } from '#modules/elections/server/exportLedger.ts'
import { readXlsx } from '#platform/spreadsheet/xlsx/readXlsx.ts'
import { ledgerFile } from './ledgerFile.ts'

const entry = (id: string, paise: number, more: Partial<Expense> = {}): Expense => ({
  id,
  electionId: 'e',
  headKey: 'materials',
  spentOn: '2026-11-20',
  paise,
  what: '=SUM(A1)',
  paidTo: 'छापाखाना',
  voucher: 'V-1',
  means: 'transfer',
  handleId: null,
  reverses: null,
  why: null,
  at: new Date(0),
  isReversed: false,
  ...more,
})
const head = { key: 'materials', number: 'ii', nameHi: 'सामग्री', nameEn: 'Materials', source: 's', readOn: '2026-11-26', isOpen: true, version: 1 } // prettier-ignore
const exported = (format: 'csv' | 'xlsx'): LedgerExport => ({
  fileId: '0197f0aa-0000-7000-8000-000000000001',
  format,
  at: new Date('2026-11-26T06:30:00Z'),
  election: { id: 'e', kind: 'assembly', nameHi: 'चुनाव', nameEn: 'An election', announcedAt: new Date(0), completedOn: null, firstElsewhereAt: null, lastElsewhereAt: null, version: 1 },
  heads: [
    {
      ...head,
      entries: [
        entry('a', 10_000_075),
        entry('b', 25_025),
        entry('c', -25_025, { reverses: 'b', why: 'दो बार' }),
      ],
      paise: 10_000_075,
    },
    { ...head, key: 'other', number: 'vii', nameHi: 'दूसरे', nameEn: 'Other', entries: [], paise: 0 },
  ],
  total: 10_000_075,
  handles: [],
}) // prettier-ignore
const words = { locale: 'en', who: 'Kamla', organisation: 'Sample' } as const

it('the ledger leaves in the heads of the statement, with counter-entries, sums to the paisa and whose file it is', async () => {
  const text = await ledgerFile(exported('csv'), words).text()
  const lines = text.trim().split('\r\n')
  expect(lines[0]).toContain('Kamla')
  expect(lines[0]).toContain(exported('csv').fileId)
  expect(lines.slice(2).map((line) => [line.split(',')[0], line.split(',').at(-1)])).toEqual([
    ['ii', '100000.75'],
    ['ii', '250.25'],
    ['ii', '-250.25'],
    ['ii', '100000.75'],
    ['vii', '0'],
    ['', '100000.75'],
  ])
  // Nothing that somebody typed is a formula.
  expect(text).toContain("'=SUM(A1)")
  const file = Buffer.from(await ledgerFile(exported('xlsx'), words).arrayBuffer())
  const sheet = (await Array.fromAsync(readXlsx(file))).map(({ cells }) => cells)
  expect(sheet.slice(2).map((cells) => [cells[0], cells.at(-1)])).toEqual([
    ['ii', '100000.75'],
    ['ii', '250.25'],
    ['ii', '-250.25'],
    ['ii', '100000.75'],
    ['vii', '0'],
    ['', '100000.75'],
  ])
})
