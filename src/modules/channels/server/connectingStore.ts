import { sql } from 'kysely'
import { DAY_MS } from '#platform/clock/clock.ts'
import type { Transaction } from '#platform/context.ts'
import type { BySignIn } from '../domain/platform.ts'

/** A sign-in at a platform may take so long, in milliseconds. */
export const CONNECTING_LASTS_MS = 10 * 60_000

export async function insertConnecting(
  tx: Transaction,
  one: {
    readonly id: string
    readonly stateHash: Buffer
    readonly platform: BySignIn
    readonly sessionId: string
    readonly secretSealed: Buffer
  },
): Promise<void> {
  await sql`
    insert into channels.connecting (state_hash, id, platform, session_id, secret_sealed, begun_at)
    values (${one.stateHash}, ${one.id}, ${one.platform}, ${one.sessionId}, ${one.secretSealed}, ${tx.now})`.execute(
    tx.db,
  )
}

interface Kept {
  readonly id: string
  readonly secretSealed: Buffer
}

/** Takes what a returning administrator began, once: of this session, this platform, and not too long ago. */
export async function takeConnecting(
  tx: Transaction,
  which: { readonly stateHash: Buffer; readonly platform: BySignIn; readonly sessionId: string },
): Promise<Kept | undefined> {
  const found = await sql<Kept>`
    update channels.connecting set answered_at = ${tx.now}
    where state_hash = ${which.stateHash} and platform = ${which.platform} and session_id = ${which.sessionId} and answered_at is null
      and begun_at > ${new Date(tx.now.getTime() - CONNECTING_LASTS_MS)}
    returning id, secret_sealed as "secretSealed"`.execute(tx.db)
  return found.rows[0]
}

/** Keeps the accounts among which one is chosen. */
export async function saveAccounts(tx: Transaction, id: string, sealed: Buffer): Promise<void> {
  await sql`update channels.connecting set secret_sealed = ${sealed} where id = ${id}`.execute(tx.db)
}

export async function findConnecting(
  tx: Transaction,
  which: { readonly id: string; readonly sessionId: string },
): Promise<(Kept & { readonly platform: BySignIn }) | undefined> {
  const found = await sql<Kept & { readonly platform: BySignIn }>`
    select id, platform, secret_sealed as "secretSealed" from channels.connecting
    where id = ${which.id} and session_id = ${which.sessionId} and answered_at > ${new Date(tx.now.getTime() - CONNECTING_LASTS_MS)} for update`.execute(
    tx.db,
  )
  return found.rows[0]
}

export async function forgetConnecting(tx: Transaction, id: string): Promise<void> {
  await sql`delete from channels.connecting where id = ${id}`.execute(tx.db)
}

/** What nobody came back for: a day is enough. */
export async function forgetOldConnecting(tx: Transaction): Promise<void> {
  await sql`delete from channels.connecting where begun_at < ${new Date(tx.now.getTime() - DAY_MS)}`.execute(
    tx.db,
  )
}
