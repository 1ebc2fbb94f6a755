import { countOf, numberTold, shareOf, shareTold, type BoothFilter } from './filter.ts'
import type { AreaRow } from './view.ts'

/** By the number or the share that the table tells (what one filters by), or by name. */
export const AREA_ORDERS = ['booths', 'share', 'name'] as const
export type AreaOrder = (typeof AREA_ORDERS)[number]

/** How areas are ordered. */
export interface AreaSort {
  readonly order: AreaOrder
  /** Reverses what the order does at first. */
  readonly turned: boolean
  /** The filter whose figures the table tells. */
  readonly filter?: BoothFilter | undefined
}

/** Good shares begin with the lowest, where there is most to do; numbers and other shares begin with the largest. */
const WANTED: readonly BoothFilter[] = ['counted', 'verified', 'active']

/** Names ascend, figures descend until turned round: the largest is what one looks for. */
export const ascendsAtFirst = ({ order, filter }: Omit<AreaSort, 'turned'>): boolean =>
  order === 'name' || (order === 'share' && WANTED.includes(shareTold(filter)))

const figureOf = ({ order, filter }: AreaSort, { counts }: AreaRow): number =>
  order === 'share' ? shareOf(counts, shareTold(filter)) : countOf(counts, numberTold(filter))

/** Areas in an order; equal ones keep the tree's. */
export function sortAreas(rows: readonly AreaRow[], sort: AreaSort, locale: 'hi' | 'en'): readonly AreaRow[] {
  const sign = ascendsAtFirst(sort) === sort.turned ? -1 : 1
  if (sort.order !== 'name')
    return rows.toSorted((one, other) => sign * (figureOf(sort, one) - figureOf(sort, other)))
  const { compare } = new Intl.Collator(`${locale}-IN`)
  const name = (row: AreaRow) => (locale === 'hi' ? row.nameHi : row.nameEn)
  return rows.toSorted((one, other) => sign * compare(name(one), name(other)))
}
