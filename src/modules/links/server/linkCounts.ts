import type { Transaction } from '#platform/context.ts'
import type { LinkCount } from '../domain/link.ts'
import { countsOf } from './linkStore.ts'

/** What was counted of every link of these owners, one line a link, in the order of their places in the tree. The room above decides who may see it. */
export const linkCounts = (tx: Transaction, ownerIds: readonly string[]): Promise<readonly LinkCount[]> =>
  countsOf(tx, ownerIds)
