import { sql } from 'kysely'
import { uuidv7 } from '../clock/uuid.ts'
import type { Transaction } from '../context.ts'
import type { Database } from '../database/pool.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { blindIndex, seal } from '../keys/sealed.ts'

/** The account of a phone, made at its first right code. Two first codes at one moment make one account. */
export async function openAccount(tx: Transaction, keys: KeyRing, phone: string): Promise<string> {
  const index = blindIndex(keys, phone)
  const id = uuidv7(tx.now)
  await sql`
    insert into accounts.account (id, phone_sealed, phone_index, made_at)
    values (${id}, ${seal(keys, phone, `accounts.account:${id}`)}, ${index}, ${tx.now})
    on conflict (phone_index) do nothing`.execute(tx.db)
  const found = await sql<{ id: string }>`
    select id from accounts.account where phone_index = ${index}`.execute(tx.db)
  return found.rows[0]!.id
}

/** @returns the account's phone, sealed, and its blind index */
export async function phoneOfAccount(
  db: Database,
  accountId: string,
): Promise<{ phone_sealed: Buffer; phone_index: Buffer }> {
  const found = await sql<{ phone_sealed: Buffer; phone_index: Buffer }>`
    select phone_sealed, phone_index from accounts.account where id = ${accountId}`.execute(db)
  return found.rows[0]!
}

/** Whether a code for this phone was right in this browser before. */
export async function isRecognised(db: Database, phoneIndex: Buffer, deviceHash: Buffer): Promise<boolean> {
  const found = await sql`
    select from accounts.device d join accounts.account a on a.id = d.account_id
    where a.phone_index = ${phoneIndex} and d.token_hash = ${deviceHash}`.execute(db)
  return found.rows.length > 0
}

export async function recogniseDevice(tx: Transaction, accountId: string, deviceHash: Buffer): Promise<void> {
  await sql`
    insert into accounts.device (account_id, token_hash, made_at, seen_at)
    values (${accountId}, ${deviceHash}, ${tx.now}, ${tx.now})
    on conflict (account_id, token_hash) do update set seen_at = excluded.seen_at`.execute(tx.db)
}

export async function forgetDevices(tx: Transaction, accountId: string): Promise<void> {
  await sql`delete from accounts.device where account_id = ${accountId}`.execute(tx.db)
}
