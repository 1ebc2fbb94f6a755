import { standingOf } from './coverage.ts'
import type { BoothOrder } from './query.ts'
import type { BoothRow } from './view.ts'

const COMPARE: Readonly<Record<BoothOrder, (one: BoothRow, other: BoothRow) => number>> = {
  number: () => 0,
  state: (one, other) => standingOf(one.state) - standingOf(other.state),
  people: (one, other) => other.people - one.people,
}

/** Booths that come in the tree's order, in another: the one that `boothPage` has from the database; equal ones keep the tree's. */
export const orderBooths = (booths: readonly BoothRow[], order: BoothOrder): readonly BoothRow[] =>
  booths.toSorted(COMPARE[order])
