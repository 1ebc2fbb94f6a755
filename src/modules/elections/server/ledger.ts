import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import type { Election } from '../domain/election.ts'
import {
  addExpenseSchema,
  reverseExpenseSchema,
  sumsByHead,
  type AddExpense,
  type Expense,
  type Head,
  type ReverseExpense,
} from '../domain/expense.ts'
import type { Handle } from '../domain/handle.ts'
import { expensesOf, headsOf, insertExpense, insertReversal } from './expenseStore.ts'
import { handlesOf } from './handleStore.ts'
import { mayChangeHeads, mayExportLedger, mayKeepRegisters, maySeeRegisters } from './policy.ts'
import { findElection } from './viewCalendar.ts'

export interface LedgerView {
  readonly election: Election
  readonly heads: readonly (Head & { readonly paise: number })[]
  readonly entries: readonly Expense[]
  /** In paise. */
  readonly total: number
  readonly handles: readonly Handle[]
  readonly may: { readonly keep: boolean; readonly export: boolean; readonly changeHeads: boolean }
}

/** What the campaign of an election cost so far: line by line, and summed by the heads of the statement. @throws Refusal forbidden, notFound */
export async function viewLedger(ctx: Context, electionId: string): Promise<LedgerView> {
  requirePerson(ctx.actor)
  authorise(maySeeRegisters(ctx.actor))
  return ctx.transaction(async (tx) => {
    const election = await findElection(tx, electionId)
    const entries = await expensesOf(tx, election.id)
    const { byHead, total } = sumsByHead(entries)
    return {
      election,
      heads: (await headsOf(tx)).map((head) => ({ ...head, paise: byHead.get(head.key) ?? 0 })),
      entries,
      total,
      handles: await handlesOf(tx),
      may: {
        keep: mayKeepRegisters(ctx.actor).allowed,
        export: mayExportLedger(ctx.actor).allowed,
        changeHeads: mayChangeHeads(ctx.actor).allowed,
      },
    }
  })
}

/** Writes one expense under a head that is open. @throws Refusal forbidden, badInput, notFound */
export async function addExpense(ctx: Context, input: AddExpense): Promise<{ expenseId: string }> {
  const { command, ...said } = parse(addExpenseSchema, input)
  requirePerson(ctx.actor)
  authorise(mayKeepRegisters(ctx.actor))
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.addExpense', input: said }, async () => {
      await findElection(tx, said.electionId)
      const head = (await headsOf(tx)).find(({ key }) => key === said.headKey)
      if (!head?.isOpen) throw new Refusal('badInput', { fields: { headKey: 'elections_head_unknown' } })
      const isKnown = said.handleId === null || (await handlesOf(tx)).some(({ id }) => id === said.handleId)
      if (!isKnown) throw new Refusal('badInput', { fields: { handleId: 'elections_handle_unknown' } })
      const id = uuidv7(ctx.now)
      const { amount, ...rest } = said
      await insertExpense(tx, { ...rest, id, paise: amount })
      record(tx, 'elections.addExpense', `expense:${id}`, { electionId: said.electionId, headKey: said.headKey, paise: amount })
      return { expenseId: id }
    }),
  )
} // prettier-ignore

/**
 * Answers a wrong entry by its counter-entry: the same head and day, minus the amount. Nothing is taken away; the right one is then entered anew.
 * @throws Refusal forbidden, badInput; changedMeanwhile when it was answered already, or is a counter-entry itself
 */
export async function reverseExpense(ctx: Context, input: ReverseExpense): Promise<{ expenseId: string }> {
  const { command, ...said } = parse(reverseExpenseSchema, input)
  requirePerson(ctx.actor)
  authorise(mayKeepRegisters(ctx.actor))
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.reverseExpense', input: said }, async () => {
      const id = uuidv7(ctx.now)
      const written = await insertReversal(tx, { id, reverses: said.expenseId, why: said.why })
      if (!written) throw new Refusal('changedMeanwhile', { reason: 'elections_reversed_already' })
      record(tx, 'elections.reverseExpense', `expense:${said.expenseId}`, {
        ...written,
        by: id,
        why: said.why,
      })
      return { expenseId: id }
    }),
  )
}
