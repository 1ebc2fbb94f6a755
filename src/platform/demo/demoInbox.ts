import { sql } from 'kysely'
import type { Platform } from '../context.ts'
import { unseal } from '../keys/sealed.ts'

export interface InboxMessage {
  readonly to: string
  readonly body: string
  readonly at: Date
  readonly state: string
}

/** The newest messages of the demo in clear, newest first. The door stands behind demoOnly. */
export async function demoInbox(platform: Platform): Promise<readonly InboxMessage[]> {
  const found = await sql<{
    id: string
    to_sealed: Buffer
    body_sealed: Buffer
    made_at: Date
    state: string
  }>`
    select id, to_sealed, body_sealed, made_at, state from platform.message order by seq desc limit 20`.execute(
    platform.db,
  )
  return found.rows.map((row) => ({
    to: unseal(platform.keys, row.to_sealed, `platform.message.to:${row.id}`),
    body: unseal(platform.keys, row.body_sealed, `platform.message.body:${row.id}`),
    at: row.made_at,
    state: row.state,
  }))
}
