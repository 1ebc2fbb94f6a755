import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { VouchMade } from '../domain/vouch.ts'

/** The vouch on which a person stands. */
export interface StandingVouch {
  readonly id: string
  readonly personId: string
  readonly vouchedBy: string | null
  readonly at: Date
  readonly sameHand: boolean
  readonly callBackDue: boolean
  readonly calledBackAt: Date | null
}

/**
 * Writes a vouch; an earlier one, for a booth the person has since left, ends with it. The caller holds the person's lock.
 * @returns the vouch's id
 */
export async function insertVouch(
  tx: Transaction,
  given: VouchMade & {
    readonly personId: string
    readonly vouchedBy: string
    readonly placeId: string
    readonly wing: number
  },
): Promise<string> {
  const id = uuidv7(tx.now)
  await revokeStandingVouch(tx, given.personId)
  await sql`
    insert into people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand, call_back_due)
    values (${id}, ${given.personId}, ${given.vouchedBy}, ${given.placeId}, ${given.wing}, ${tx.now}, ${given.sameHand},
      ${given.callBackDue})`.execute(tx.db)
  return id
}

/** @returns whether there was one */
export async function revokeStandingVouch(tx: Transaction, personId: string): Promise<boolean> {
  const revoked = await sql`
    update people.vouch set revoked_at = ${tx.now} where person_id = ${personId} and revoked_at is null returning id`.execute(
    tx.db,
  )
  return revoked.rows.length > 0
}

const COLUMNS = sql`id, person_id as "personId", vouched_by as "vouchedBy", at, same_hand as "sameHand",
  call_back_due as "callBackDue", called_back_at as "calledBackAt"`

export async function standingVouchOf(tx: Transaction, personId: string): Promise<StandingVouch | undefined> {
  const found = await sql<StandingVouch>`
    select ${COLUMNS} from people.vouch where person_id = ${personId} and revoked_at is null`.execute(tx.db)
  return found.rows[0]
}

/** Finds and locks a vouch that still waits for its call-back. */
export async function lockDueCallBack(tx: Transaction, id: string): Promise<StandingVouch | undefined> {
  const found = await sql<StandingVouch>`
    select ${COLUMNS} from people.vouch
    where id = ${id} and call_back_due and called_back_at is null and revoked_at is null for update`.execute(
    tx.db,
  )
  return found.rows[0]
}

export async function saveCallBack(
  tx: Transaction,
  id: string,
  caller: string,
  confirmed: boolean,
): Promise<void> {
  await sql`
    update people.vouch set called_back_at = ${tx.now}, called_back_by = ${caller}, call_back_confirmed = ${confirmed}
    where id = ${id}`.execute(tx.db)
}

/** Whose invitation a person used, as far as the actor may know: his own he always knows. */
export async function inviterOf(tx: Transaction, invitationId: string | null): Promise<string | null> {
  if (invitationId === null) return null
  const found = await sql<{ madeBy: string }>`
    select made_by as "madeBy" from people.invitation where id = ${invitationId}`.execute(tx.db)
  return found.rows[0]?.madeBy ?? null
}
