import type { Transaction } from '#platform/context.ts'
import { returnsOf, type TributeDay } from '../domain/tributes.ts'
import { tributesOf } from './tributeStore.ts'
/**
 * Every day between two days of the calendar on which a tribute returns, in the calendar's order: a piece of the kind tribute that names its day and is not
 * retired, whether it is approved or not (the calendar says so, in time to have it signed). The room above decides who sees the calendar.
 * @param from `YYYY-MM-DD`, in India, as `to`; both included
 */
export async function tributesBetween(
  tx: Transaction,
  from: string,
  to: string,
): Promise<readonly TributeDay[]> {
  const tributes = await tributesOf(tx)
  return tributes
    .flatMap(({ day, ...tribute }) => returnsOf(day, from, to).map((on) => ({ ...tribute, on })))
    .toSorted((a, b) => (a.on === b.on ? (a.pieceId < b.pieceId ? -1 : 1) : a.on < b.on ? -1 : 1))
}
