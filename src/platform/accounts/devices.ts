import { sql } from 'kysely'
import { record } from '../audit/append.ts'
import type { Context } from '../context.ts'
import { forgetDevices } from './accountStore.ts'
import type { Session } from './session.ts'

export interface SignedInDevice {
  readonly sessionId: string
  /** 'Chrome · Android', or empty when the browser did not say. */
  readonly label: string
  readonly signedInAt: Date
  readonly seenAt: Date
  readonly isThis: boolean
}

/** A session's own: those of its person, and those of its phone in which nobody was chosen yet. */
const own = (session: Session) => sql`
  revoked_at is null and account_id = ${session.accountId}
  and (person_id is null or person_id is not distinct from ${session.personId}::uuid)`

/** Where one is signed in, newest visit first. Others of the household are not shown. */
export async function listDevices(ctx: Context, session: Session): Promise<readonly SignedInDevice[]> {
  const found = await sql<{ id: string; device_label: string; made_at: Date; seen_at: Date }>`
    select id, device_label, made_at, seen_at from accounts.session
    where ${own(session)} and expires_at > ${ctx.now} order by seen_at desc limit 100`.execute(
    ctx.platform.db,
  )
  return found.rows.map((row) => ({
    sessionId: row.id,
    label: row.device_label,
    signedInAt: row.made_at,
    seenAt: row.seen_at,
    isThis: row.id === session.id,
  }))
}

/** Ends one of one's own sessions; it is out with its next request, in every process. Ending what is already over changes nothing. */
export async function revokeSession(
  ctx: Context,
  session: Session,
  input: { readonly sessionId: string },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ended = await sql`
      update accounts.session set revoked_at = ${tx.now} where id = ${input.sessionId} and ${own(session)} returning 1`.execute(
      tx.db,
    )
    if (ended.rows.length > 0) record(tx, 'accounts.revokeSession', `session:${input.sessionId}`)
  })
}

/** Ends all of one's sessions, this one too, and forgets every recognised browser of the phone. */
export async function signOutEverywhere(ctx: Context, session: Session): Promise<number> {
  return ctx.transaction(async (tx) => {
    const ended = await sql<{ id: string }>`
      update accounts.session set revoked_at = ${tx.now} where ${own(session)} returning id`.execute(tx.db)
    await forgetDevices(tx, session.accountId)
    record(tx, 'accounts.signOutEverywhere', `account:${session.accountId}`, { sessions: ended.rows.length })
    return ended.rows.length
  })
}
