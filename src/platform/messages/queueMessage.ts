import { sql } from 'kysely'
import { uuidv7 } from '../clock/uuid.ts'
import type { Locale, Transaction } from '../context.ts'
import type { KeyRing } from '../keys/keyRing.ts'
import { blindIndex, seal } from '../keys/sealed.ts'

export interface Message {
  /** What it is for, e.g. `sign_in_code`; shown in the ledger. */
  readonly kind: string
  /** E.164. */
  readonly to: string
  readonly body: string
  readonly locale: Locale
  /** After this moment it is not sent any more. */
  readonly expiresAt: Date
}

/** Writes a message into the ledger, beside the change that wants it said; sent after the commit (sendSoon) or by the worker. */
export async function queueMessage(tx: Transaction, keys: KeyRing, message: Message): Promise<string> {
  const id = uuidv7(tx.now)
  await sql`
    insert into platform.message (id, kind, locale, to_sealed, phone_index, body_sealed, next_attempt_at, expires_at, made_at, changed_at)
    values (${id}, ${message.kind}, ${message.locale}, ${seal(keys, message.to, `platform.message.to:${id}`)},
            ${blindIndex(keys, message.to)}, ${seal(keys, message.body, `platform.message.body:${id}`)}, ${tx.now}, ${message.expiresAt}, ${tx.now}, ${tx.now})`.execute(
    tx.db,
  )
  return id
}
