import { sql } from 'kysely'
import type { Transaction } from '../../context.ts'
import { later } from '../session.ts'

const CEREMONY_LASTS_MS = 5 * 60_000

export interface StoredPasskey {
  readonly credential_id: string
  readonly public_key: Buffer
  readonly counter: number
  readonly transports: string[]
}

export async function passkeysOf(tx: Transaction, personId: string): Promise<readonly StoredPasskey[]> {
  const found = await sql<StoredPasskey>`
    select credential_id, public_key, counter, transports from accounts.passkey
    where person_id = ${personId} for update`.execute(tx.db)
  return found.rows
}

/** @returns false when another person, or the same one, has this credential already */
export async function savePasskey(
  tx: Transaction,
  personId: string,
  label: string,
  passkey: { id: string; publicKey: Uint8Array; counter: number; transports: readonly string[] },
): Promise<boolean> {
  const saved = await sql`
    insert into accounts.passkey (credential_id, person_id, public_key, counter, transports, label, made_at)
    values (${passkey.id}, ${personId}, ${Buffer.from(passkey.publicKey)}, ${passkey.counter}, ${[...passkey.transports]}, ${label}, ${tx.now})
    on conflict do nothing returning 1`.execute(tx.db)
  return saved.rows.length === 1
}

export async function notePasskeyUse(tx: Transaction, id: string, counter: number): Promise<void> {
  await sql`update accounts.passkey set counter = ${counter}, used_at = ${tx.now} where credential_id = ${id}`.execute(
    tx.db,
  )
}

export async function deletePasskey(tx: Transaction, personId: string, id: string): Promise<boolean> {
  const gone = await sql`
    delete from accounts.passkey where credential_id = ${id} and person_id = ${personId} returning 1`.execute(
    tx.db,
  )
  return gone.rows.length === 1
}

type Ceremony = 'register' | 'step_up'

/** Keeps what the browser is asked to sign, in place of what it was asked before. */
export async function beginCeremony(
  tx: Transaction,
  sessionId: string,
  kind: Ceremony,
  challenge: string,
): Promise<void> {
  await sql`
    insert into accounts.ceremony (session_id, kind, challenge, expires_at)
    values (${sessionId}, ${kind}, ${challenge}, ${later(tx.now, CEREMONY_LASTS_MS)})
    on conflict (session_id, kind) do update set challenge = excluded.challenge, expires_at = excluded.expires_at`.execute(
    tx.db,
  )
}

/** Takes it out: of two racing answers one finds nothing. */
export async function takeCeremony(
  tx: Transaction,
  sessionId: string,
  kind: Ceremony,
): Promise<string | undefined> {
  const taken = await sql<{ challenge: string; live: boolean }>`
    delete from accounts.ceremony where session_id = ${sessionId} and kind = ${kind}
    returning challenge, expires_at > ${tx.now} as live`.execute(tx.db)
  return taken.rows[0]?.live ? taken.rows[0].challenge : undefined
}
