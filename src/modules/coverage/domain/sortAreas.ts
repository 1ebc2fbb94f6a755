import { shareVerified } from './coverage.ts'
import type { AreaRow } from './view.ts'

export const AREA_ORDERS = ['vacant', 'verified', 'name'] as const
export type AreaOrder = (typeof AREA_ORDERS)[number]

const FIGURE: Readonly<Record<Exclude<AreaOrder, 'name'>, (row: AreaRow) => number>> = {
  vacant: ({ counts }) => counts.vacant,
  verified: ({ counts }) => shareVerified(counts),
}

/** Names ascend, figures descend until turned round: the largest is what one looks for. */
export const ascendsAtFirst = (order: AreaOrder): boolean => order === 'name' || order === 'verified'

/** Areas in an order; equal ones keep the tree's. `turned` reverses what the order does at first. */
export function sortAreas(
  rows: readonly AreaRow[],
  order: AreaOrder,
  turned: boolean,
  locale: 'hi' | 'en',
): readonly AreaRow[] {
  const sign = ascendsAtFirst(order) === turned ? -1 : 1
  if (order !== 'name')
    return rows.toSorted((one, other) => sign * (FIGURE[order](one) - FIGURE[order](other)))
  const { compare } = new Intl.Collator(`${locale}-IN`)
  const name = (row: AreaRow) => (locale === 'hi' ? row.nameHi : row.nameEn)
  return rows.toSorted((one, other) => sign * compare(name(one), name(other)))
}
