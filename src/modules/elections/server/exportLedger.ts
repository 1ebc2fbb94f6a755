import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { electionId, type Election } from '../domain/election.ts'
import { sumsByHead, type Expense, type Head } from '../domain/expense.ts'
import { expensesOf, headsOf } from './expenseStore.ts'
import { handlesOf } from './handleStore.ts'
import type { Handle } from '../domain/handle.ts'
import { keeper } from './keeping.ts'
import { mayExportLedger } from './policy.ts'
import { findElection } from './viewCalendar.ts'

const exportSchema = z.object({ electionId, format: z.enum(['csv', 'xlsx']).catch('csv') })
export type ExportLedger = { readonly electionId: string; readonly format?: string | undefined }

export interface LedgerExport {
  readonly fileId: string
  readonly format: 'csv' | 'xlsx'
  readonly at: Date
  readonly election: Election
  /** In the order of the form; each with its entries and their sum in paise. */
  readonly heads: readonly (Head & { readonly entries: readonly Expense[]; readonly paise: number })[]
  readonly total: number
  readonly handles: readonly Handle[]
}

/** The ledger under the heads of the statement, for a file. @throws Refusal forbidden, secondStepNeeded, notFound */
export async function exportLedger(ctx: Context, input: ExportLedger): Promise<LedgerExport> {
  const { electionId: id, format } = parse(exportSchema, input)
  keeper(ctx.actor, mayExportLedger)
  return ctx.transaction(async (tx) => {
    const election = await findElection(tx, id)
    const entries = await expensesOf(tx, election.id)
    const { byHead, total } = sumsByHead(entries)
    const fileId = uuidv7(ctx.now)
    record(tx, 'elections.exportLedger', `election:${election.id}`, { file: fileId, format, entries: entries.length, paise: total })
    return {
      ...{ fileId, format, election, total },
      at: ctx.now,
      heads: (await headsOf(tx)).map((head) => ({
        ...head,
        paise: byHead.get(head.key) ?? 0,
        entries: entries.filter(({ headKey }) => headKey === head.key),
      })),
      handles: await handlesOf(tx),
    }
  })
} // prettier-ignore
