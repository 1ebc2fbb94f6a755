import { m } from '#paraglide/messages.js'
import { stateName } from '#design/coverage/coverageState.ts'
import type { DividedBy } from '../domain/division.ts'
import type { BoothFilter } from '../domain/filter.ts'
import type { Level } from '../domain/view.ts'

export const levelWord = (level: Level): string =>
  ({
    state: m.coverage_level_state,
    district: m.coverage_level_district,
    constituency: m.coverage_level_constituency,
    block: m.coverage_level_block,
    sector: m.coverage_level_sector,
    booth: m.coverage_level_booth,
  })[level]()

/** A filter in the visitor's words. */
export function filterName(filter: BoothFilter): string {
  if (filter === 'counted') return m.coverage_filter_counted()
  return filter === 'missing' ? m.coverage_filter_missing() : stateName(filter)
}

/** In which parts a place is shown. */
export function divisionWord(by: DividedBy, level: Level): string {
  if (by === 'booth') return m.coverage_by_booth()
  if (by === 'constituency' || level === 'district') return m.coverage_by_constituency()
  return level === 'state' ? m.coverage_by_district() : m.coverage_by_parts()
}
