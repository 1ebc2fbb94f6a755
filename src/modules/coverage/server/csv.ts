import { m } from '#paraglide/messages.js'
import type { Locale } from '#platform/context.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'
import type { CoverageState } from '../domain/coverage.ts'
import type { BoothRow } from '../domain/view.ts'

const stateWords: Readonly<Record<CoverageState, typeof m.design_state_vacant>> = {
  active: m.design_state_active,
  verified: m.design_state_verified,
  claimed: m.design_state_claimed,
  lapsed: m.design_state_lapsed,
  vacant: m.design_state_vacant,
}

const headerIn = (locale: Locale): string[] =>
  [
    m.coverage_csv_constituency_number,
    m.coverage_csv_constituency,
    m.coverage_csv_booth_number,
    m.coverage_csv_booth,
    m.coverage_csv_booth_other,
    m.coverage_csv_state,
    m.coverage_csv_state_words,
    m.coverage_column_people,
    m.coverage_column_waiting,
    m.coverage_csv_id,
  ].map((word) => word({}, { locale }))

/** A spreadsheet's file in the visitor's language; the state stands twice, by its name for programs and in words. */
export function boothsAsCsv(booths: readonly BoothRow[], locale: Locale): string {
  const [own, other] = locale === 'hi' ? (['nameHi', 'nameEn'] as const) : (['nameEn', 'nameHi'] as const)
  const rows = booths.map((booth) => [
    booth.constituency?.code ?? '',
    booth.constituency?.[own] ?? '',
    booth.code ?? '',
    booth[own],
    booth[other],
    booth.state,
    stateWords[booth.state]({}, { locale }),
    booth.people,
    booth.waiting,
    booth.id,
  ])
  return spreadsheet([headerIn(locale), ...rows])
}
