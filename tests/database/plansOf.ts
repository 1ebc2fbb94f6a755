import { CompiledQuery, createQueryId, sql, type KyselyPlugin, type RootOperationNode } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { TestPlatform } from './testPlatform.ts'

/**
 * How PostgreSQL would do everything that some work of a store asks, one plan a statement. The tables of a test are small enough to be read whole; they are not
 * here, so that what counts is whether an index fits.
 * @example expect((await plansOf(house, (tx) => findKit(tx, id))).join()).toContain('kit_pkey')
 */
export async function plansOf(
  house: TestPlatform,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<readonly string[]> {
  return house.asSystem().transaction(async (tx) => {
    const asked: RootOperationNode[] = []
    const listens: KyselyPlugin = {
      transformQuery: ({ node }) => (asked.push(node), node),
      transformResult: ({ result }) => Promise.resolve(result),
    }
    await work({ ...tx, db: tx.db.withPlugin(listens) })
    await sql`set local enable_seqscan = off`.execute(tx.db)
    const plans: string[] = []
    for (const node of asked) {
      const { sql: text, parameters } = tx.db.getExecutor().compileQuery(node, createQueryId())
      const { rows } = await tx.db.executeQuery<{ 'QUERY PLAN': string }>(CompiledQuery.raw(`explain ${text}`, [...parameters])) // prettier-ignore
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
    }
    return plans
  })
}
