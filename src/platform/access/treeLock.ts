/**
 * Rows carry the numbers of their places. A transaction that writes such rows holds the numbers still; a restructure takes them in hand alone, so
 * that nobody commits a number that is no more. Commands hold them by themselves (commands/once.ts); a job that writes many rows says so first.
 * Whoever forgets is caught by the trigger on the rows (places.stand_right), only later: it may then wait with rows in hand, and be tried again.
 */
import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'

/** Until this transaction ends no place changes its number. Many hold at once. */
export async function holdTree(tx: Transaction): Promise<void> {
  await sql`select access.hold_tree()`.execute(tx.db)
}

/** Waits for all who hold the tree, and lets those who come later wait. Before any other lock, or two wait for each other. */
export async function takeTree(tx: Transaction): Promise<void> {
  await sql`select access.take_tree()`.execute(tx.db)
}

/**
 * Does work whose statements take the numbers they write from the tree, or from rows that follow it: no trigger need look each of them up once more
 * (migrations 0470 and 1196), which for fifty thousand rows takes longer than their indexes do. Holds the tree first, before any statement reads a number.
 */
export async function withNumbersKnown<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await sql`select access.hold_tree(), set_config('karyakarta.number_known', 'on', true)`.execute(tx.db)
  const done = await work()
  await sql`select set_config('karyakarta.number_known', '', true)`.execute(tx.db)
  return done
}

/** Says which numbers the tree of places has from now on: after every restructure, by whoever made it. */
export async function noteNumbers(
  tx: Transaction,
  { low, high }: { readonly low: number; readonly high: number },
): Promise<void> {
  await sql`insert into access.tree (low, high) values (${low}, ${high})
    on conflict (single) do update set low = excluded.low, high = excluded.high`.execute(tx.db)
}
