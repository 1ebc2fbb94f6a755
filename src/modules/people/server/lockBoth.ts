import type { Transaction } from '#platform/context.ts'
import { openOnes } from '../domain/merge.ts'
import { appointmentsOf, type Appointment } from './appointmentStore.ts'
import { lockStanding, type LockedPerson } from './lockStanding.ts'

export interface LockedRecord {
  readonly person: LockedPerson
  /** Appointments in force or to come. */
  readonly posts: readonly Appointment[]
}

/**
 * Two people under lock, always in the same order, so that two merges of the same pair wait for each other.
 * @throws Refusal notFound when there is one of them that the actor may not see
 */
export async function lockBoth(
  tx: Transaction,
  one: string,
  other: string,
): Promise<readonly [LockedRecord, LockedRecord]> {
  const [first, second] = one < other ? [one, other] : [other, one]
  const locked = [await lockStanding(tx, first), await lockStanding(tx, second)] as const
  const [a, b] = one === first ? locked : [locked[1], locked[0]]
  const postsOf = async ({ id }: LockedPerson) => openOnes(await appointmentsOf(tx, id), tx.now)
  return [
    { person: a, posts: await postsOf(a) },
    { person: b, posts: await postsOf(b) },
  ]
}
