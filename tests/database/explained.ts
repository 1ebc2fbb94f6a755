import type { KyselyPlugin, RawNode } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/**
 * How PostgreSQL would run each statement of a store, without running it: the statement as the store says it, not a copy that may fall behind.
 * What the store makes of the answers means nothing.
 * @returns the plan of each statement, as text
 */
export async function explained(
  tx: Transaction,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<readonly string[]> {
  const plans: string[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind !== 'RawNode') throw new Error('only statements in words are explained')
      const [first, ...others] = (node as RawNode).sqlFragments
      return { ...node, sqlFragments: [`explain ${first}`, ...others] } as RawNode
    },
    async transformResult({ result }) {
      plans.push(result.rows.map((row) => String(row['QUERY PLAN'])).join('\n'))
      return result
    },
  }
  await work({ ...tx, db: tx.db.withPlugin(plugin) })
  return plans
}
