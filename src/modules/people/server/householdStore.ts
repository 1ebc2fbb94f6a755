import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import type { PersonState } from '../domain/ladder.ts'
import { isSameName } from '../domain/person.ts'
import { phoneIndexOf, phoneOf } from './personStore.ts'

/** One of a household, known by its phone alone. */
export interface BehindPhone {
  readonly personId: string
  readonly name: string
  readonly state: PersonState
}

/**
 * Everybody behind a phone. Row-level security does not show them to a stranger, so this answer must never leave the house before
 * the phone's code was right.
 */
export async function peopleBehindPhone(
  tx: Transaction,
  keys: KeyRing,
  phone: string,
): Promise<readonly BehindPhone[]> {
  const found = await sql<{ person_id: string; name: string; state: PersonState }>`
    select person_id, name, state from people.behind_phone(${phoneIndexOf(keys, phone)})`.execute(tx.db)
  return found.rows.map(({ person_id, name, state }) => ({ personId: person_id, name, state }))
}

/** Lets joins with one phone follow one another, so that a double tap in two tabs makes one person. Held until commit. */
export async function holdPhone(tx: Transaction, keys: KeyRing, phone: string): Promise<void> {
  const lock = phoneIndexOf(keys, phone).readBigInt64BE()
  await sql`select pg_advisory_xact_lock(${lock.toString()}::bigint)`.execute(tx.db)
}

/**
 * Forgets the oldest of those who applied with a phone and never confirmed it. @param kept how many of them may stay
 * @returns how many went
 */
export async function crowdOutUnproved(
  tx: Transaction,
  keys: KeyRing,
  phone: string,
  kept: number,
): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    select people.crowd_out_unproved(${phoneIndexOf(keys, phone)}, ${kept}) as gone`.execute(tx.db)
  return rows[0]!.gone
}

/**
 * Whether somebody else behind a person's phone bears that name. Joins and corrections behind one phone follow one another, so the answer
 * holds until commit.
 * @param besides ids that do not count
 */
export async function isNameTakenBehindPhone(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
  name: string,
  besides: readonly string[] = [],
): Promise<boolean> {
  const phone = await phoneOf(tx, keys, personId)
  if (!phone) return false
  await holdPhone(tx, keys, phone)
  return isNameBehind(tx, keys, phone, { id: personId, name }, besides)
}

/** Whether somebody else behind a phone bears this person's name. The caller holds the phone. */
export async function isNameBehind(
  tx: Transaction,
  keys: KeyRing,
  phone: string,
  { id, name }: { readonly id: string; readonly name: string },
  besides: readonly string[] = [],
): Promise<boolean> {
  const household = await peopleBehindPhone(tx, keys, phone)
  return household.some(
    ({ personId, name: theirs }) =>
      personId !== id && !besides.includes(personId) && isSameName(theirs, name),
  )
}
