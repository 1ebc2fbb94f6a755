import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Expense, Head } from '../domain/expense.ts'

export async function headsOf(tx: Transaction): Promise<readonly Head[]> {
  const found = await sql<Head>`
    select key, number, name_hi as "nameHi", name_en as "nameEn", source, read_on::text as "readOn", is_open as "isOpen", version
    from elections.expense_head order by position, key`.execute(tx.db)
  return found.rows
}

/** The whole ledger of an election, in the order of the days. Paise stay whole: bounded by the table they fit a double exactly. */
export async function expensesOf(tx: Transaction, electionId: string): Promise<readonly Expense[]> {
  const found = await sql<Expense>`
    select e.id, e.election_id as "electionId", e.head_key as "headKey", e.spent_on::text as "spentOn", e.paise::float8 as paise, e.what,
      e.paid_to as "paidTo", e.voucher, e.means, e.handle_id as "handleId", e.reverses, e.why, e.at, answer.id is not null as "isReversed"
    from elections.expense e left join elections.expense answer on answer.reverses = e.id
    where e.election_id = ${electionId} order by e.spent_on, e.at, e.id`.execute(tx.db)
  return found.rows
}

export async function insertExpense(
  tx: Transaction,
  expense: Omit<Expense, 'reverses' | 'why' | 'at' | 'isReversed'>,
): Promise<void> {
  await sql`
    insert into elections.expense (id, election_id, head_key, spent_on, paise, what, paid_to, voucher, means, handle_id, at)
    values (${expense.id}, ${expense.electionId}, ${expense.headKey}, ${expense.spentOn}::date, ${expense.paise}::bigint, ${expense.what},
      ${expense.paidTo}, ${expense.voucher}, ${expense.means}, ${expense.handleId}, ${tx.now})`.execute(tx.db)
}

/** The counter-entry of an entry. @returns undefined when there is none to answer: unknown, one itself, or answered already */
export async function insertReversal(
  tx: Transaction,
  { id, reverses, why }: { readonly id: string; readonly reverses: string; readonly why: string },
): Promise<{ readonly electionId: string; readonly headKey: string; readonly paise: number } | undefined> {
  const written = await sql<{ electionId: string; headKey: string; paise: number }>`
    insert into elections.expense (id, election_id, head_key, spent_on, paise, what, paid_to, voucher, means, handle_id, reverses, why, at)
    select ${id}, election_id, head_key, spent_on, - paise, what, paid_to, voucher, means, handle_id, id, ${why}, ${tx.now}
    from elections.expense where id = ${reverses} and reverses is null
    on conflict (reverses) do nothing
    returning election_id as "electionId", head_key as "headKey", paise::float8 as paise`.execute(tx.db)
  return written.rows[0]
}

export async function insertHead(tx: Transaction, head: Omit<Head, 'version'>): Promise<void> {
  await sql`
    insert into elections.expense_head (key, position, number, name_hi, name_en, source, read_on, is_open)
    select ${head.key}, coalesce(max(position), 0) + 1, ${head.number}, ${head.nameHi}, ${head.nameEn}, ${head.source}, ${head.readOn}::date,
      ${head.isOpen}
    from elections.expense_head`.execute(tx.db)
}

/** @returns false when it is another version by now */
export async function updateHead(tx: Transaction, head: Head): Promise<boolean> {
  const written = await sql`
    update elections.expense_head set number = ${head.number}, name_hi = ${head.nameHi}, name_en = ${head.nameEn}, source = ${head.source},
      read_on = ${head.readOn}::date, is_open = ${head.isOpen}, version = version + 1
    where key = ${head.key} and version = ${head.version}`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0) > 0
}
