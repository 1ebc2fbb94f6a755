import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import type { DecidedFrom } from '../domain/decidedFrom.ts'
import type { DecisionKind, DecisionReason } from '../domain/decision.ts'
import { foldedName } from '../domain/person.ts'
import { phoneOf } from './personStore.ts'

/** Why a person was declined, suspended or taken back. */
export interface Decision {
  readonly decision: DecisionKind
  readonly reason: DecisionReason
  readonly note: string | null
  readonly decidedBy: string | null
  readonly at: Date
}

export async function insertDecision(
  tx: Transaction,
  made: Omit<Decision, 'at' | 'note'> & {
    readonly personId: string
    readonly note: string | undefined
    /** The office from which it was decided. */
    readonly from: DecidedFrom | undefined
    /** Of a suspension: see `traceOf`. */
    readonly trace?: Buffer | undefined
  },
): Promise<void> {
  await sql`
    insert into people.decision (id, person_id, decision, reason, note, decided_by, at, decided_level, decided_role, trace)
    values (${uuidv7(tx.now)}, ${made.personId}, ${made.decision}, ${made.reason}, ${made.note || null}, ${made.decidedBy}, ${tx.now},
      ${made.from?.level ?? null}, ${made.from?.role ?? null}, ${made.trace ?? null})`.execute(tx.db)
}

/** Newest first. */
export async function decisionsOf(tx: Transaction, personId: string): Promise<readonly Decision[]> {
  const found = await sql<Decision>`
    select decision, reason, note, decided_by as "decidedBy", at from people.decision
    where person_id = ${personId} order by at desc, id desc`.execute(tx.db)
  return found.rows
}

/** From where a person was put aside last; undefined when nobody decided so. Of an unknown office the highest is meant. */
export async function putAsideFrom(tx: Transaction, personId: string): Promise<DecidedFrom | undefined> {
  const found = await sql<DecidedFrom>`
    select coalesce(decided_level, 'state') as level, coalesce(decided_role, 'admin') as role from people.decision
    where person_id = ${personId} and decision in ('declined', 'suspended') order by at desc, id desc limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}

/**
 * What of a suspended person outlives her leaving: a keyed digest of her phone and folded name, from which nobody can be read. It answers
 * only when the same name comes with the same phone.
 */
export async function traceOf(
  tx: Transaction,
  keys: KeyRing,
  person: { readonly id: string; readonly name: string },
): Promise<Buffer | undefined> {
  const phone = await phoneOf(tx, keys, person.id)
  return phone ? blindIndex(keys, `people.suspension:${phone}:${foldedName(person.name)}`) : undefined
}

/** A standing suspension under the same name and phone, of a record that was left behind. */
export interface SuspendedBefore {
  readonly level: string
  readonly at: Date
}

/** @returns the highest one, undefined where there is none */
export async function suspendedBefore(
  tx: Transaction,
  keys: KeyRing,
  person: { readonly id: string; readonly name: string },
): Promise<SuspendedBefore | undefined> {
  const trace = await traceOf(tx, keys, person)
  if (!trace) return undefined
  const found = await sql<SuspendedBefore>`
    select level, at from people.suspended_before(${trace}, ${person.id})`.execute(tx.db)
  return found.rows[0]
}
