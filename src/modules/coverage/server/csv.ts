import { m } from '#paraglide/messages.js'
import type { Locale } from '#platform/context.ts'
import type { BoothRow } from '../domain/view.ts'

const headerIn = (locale: Locale): string[] =>
  [
    m.coverage_csv_constituency_number,
    m.coverage_csv_constituency,
    m.coverage_csv_booth_number,
    m.coverage_csv_booth,
    m.coverage_csv_booth_other,
    m.coverage_column_state,
    m.coverage_column_people,
    m.coverage_column_waiting,
    m.coverage_csv_id,
  ].map((word) => word({}, { locale }))

/** RFC 4180 with a byte-order mark, so that spreadsheets read Hindi; the state's word stays English, so that programs read it. */
export function boothsAsCsv(booths: readonly BoothRow[], locale: Locale): string {
  const [own, other] = locale === 'hi' ? (['nameHi', 'nameEn'] as const) : (['nameEn', 'nameHi'] as const)
  const lines = booths.map((booth) =>
    [
      booth.constituency?.code ?? '',
      booth.constituency?.[own] ?? '',
      booth.code ?? '',
      booth[own],
      booth[other],
      booth.state,
      booth.people,
      booth.waiting,
      booth.id,
    ]
      .map(cell)
      .join(','),
  )
  return `\ufeff${[headerIn(locale).join(','), ...lines].join('\r\n')}\r\n`
}

/** Quoted where needed; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
