import { CompiledQuery, createQueryId, sql, type KyselyPlugin, type RootOperationNode } from 'kysely'
import type { Context, Transaction } from '#platform/context.ts'
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
    const asked = await statementsOf(tx, work)
    await sql`set local enable_seqscan = off`.execute(tx.db)
    const plans = await explained<string>(tx, asked, 'explain')
    return plans.map((rows) => rows.join('\n'))
  })
}

/**
 * How many rows PostgreSQL takes into its hands to do what some work asks, as whoever acts: those that a step hands on and those that it looks at and drops, in every
 * repetition. It tells without a clock whether a list looks through everybody anew for each person.
 */
export async function rowsRead(ctx: Context, work: (tx: Transaction) => Promise<unknown>): Promise<number> {
  return ctx.transaction(async (tx) => {
    const asked = await statementsOf(tx, work)
    const plans = await explained<readonly [{ readonly Plan: Step }]>(
      tx,
      asked,
      'explain (analyze, timing off, format json)',
    )
    return plans.reduce((sum, [plan]) => sum + rowsOf(plan![0].Plan), 0)
  })
}

interface Step {
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Join Filter'?: number
  readonly Plans?: readonly Step[]
}
const rowsOf = (step: Step): number =>
  (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Join Filter'] ?? 0)) *
    step['Actual Loops'] +
  (step.Plans ?? []).reduce((sum, below) => sum + rowsOf(below), 0)

async function statementsOf(
  tx: Transaction,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<readonly RootOperationNode[]> {
  const asked: RootOperationNode[] = []
  const listens: KyselyPlugin = {
    transformQuery: ({ node }) => (asked.push(node), node),
    transformResult: ({ result }) => Promise.resolve(result),
  }
  await work({ ...tx, db: tx.db.withPlugin(listens) })
  return asked
}

/** @returns for each statement the lines of its plan */
async function explained<Line>(
  tx: Transaction,
  asked: readonly RootOperationNode[],
  how: string,
): Promise<readonly (readonly Line[])[]> {
  const plans: Line[][] = []
  for (const node of asked) {
    const { sql: text, parameters } = tx.db.getExecutor().compileQuery(node, createQueryId())
    const { rows } = await tx.db.executeQuery<{ 'QUERY PLAN': Line }>(CompiledQuery.raw(`${how} ${text}`, [...parameters])) // prettier-ignore
    plans.push(rows.map((row) => row['QUERY PLAN']))
  }
  return plans
}
