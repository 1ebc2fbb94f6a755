import { sql } from 'kysely'
import { uuidv7 } from '../../clock/uuid.ts'
import type { Transaction } from '../../context.ts'
import type { Database } from '../../database/pool.ts'
import type { KeyRing } from '../../keys/keyRing.ts'
import { seal, unseal } from '../../keys/sealed.ts'

/** One person's authenticator: its secret in base32 as the authenticator keeps it. */
export interface KeptTotp {
  readonly id: string
  readonly secret: string
}

const boundTo = (id: string): string => `accounts.totp:${id}`

/** @param confirmed the one that counts, or the one that is being set up and was begun after `since` */
export async function readTotp(
  db: Database,
  keys: KeyRing,
  personId: string,
  confirmed: boolean,
  since = new Date(0),
): Promise<KeptTotp | undefined> {
  const found = await sql<{ id: string; secret_sealed: Buffer }>`
    select id, secret_sealed from accounts.totp
    where person_id = ${personId} and (confirmed_at is not null) = ${confirmed} and made_at >= ${since}`.execute(
    db,
  )
  const row = found.rows[0]
  return row && { id: row.id, secret: unseal(keys, row.secret_sealed, boundTo(row.id)) }
}

/** Begins an authenticator, in place of one that was begun and never confirmed; of two begun at one moment the later stays. */
export async function beginTotp(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
  secret: string,
): Promise<void> {
  const id = uuidv7(tx.now)
  await sql`
    insert into accounts.totp (id, person_id, secret_sealed, made_at)
    values (${id}, ${personId}, ${seal(keys, secret, boundTo(id))}, ${tx.now})
    on conflict (person_id) where confirmed_at is null
    do update set id = excluded.id, secret_sealed = excluded.secret_sealed, made_at = excluded.made_at, last_step = 0`.execute(
    tx.db,
  )
}

/** Makes the begun authenticator the one that counts; the one before it is gone. */
export async function confirmTotp(tx: Transaction, personId: string, id: string): Promise<void> {
  await sql`delete from accounts.totp where person_id = ${personId} and confirmed_at is not null`.execute(
    tx.db,
  )
  await sql`update accounts.totp set confirmed_at = ${tx.now} where id = ${id}`.execute(tx.db)
}

/** Remembers the step of an accepted code: true for exactly one of any number of racing requests with it. */
export async function useTotpStep(tx: Transaction, id: string, step: number): Promise<boolean> {
  const used = await sql`
    update accounts.totp set last_step = ${step} where id = ${id} and last_step < ${step} returning 1`.execute(
    tx.db,
  )
  return used.rows.length === 1
}
