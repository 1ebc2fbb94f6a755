import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Handle } from '../domain/handle.ts'

/** All handles, those in force first. */
export async function handlesOf(tx: Transaction): Promise<readonly Handle[]> {
  const found = await sql<Handle>`
    select id, network, handle, address, answerable, since::text as since, ended_on::text as "endedOn", ended_why as "endedWhy"
    from elections.handle order by ended_on is not null, network, lower(handle), since`.execute(tx.db)
  return found.rows
}

/** @returns false when this handle is in the register already */
export async function insertHandle(
  tx: Transaction,
  handle: Omit<Handle, 'endedOn' | 'endedWhy'>,
): Promise<boolean> {
  const written = await sql`
    insert into elections.handle (id, network, handle, address, answerable, since, made_at)
    values (${handle.id}, ${handle.network}, ${handle.handle}, ${handle.address}, ${handle.answerable}, ${handle.since}::date, ${tx.now})
    on conflict do nothing`.execute(tx.db)
  return Number(written.numAffectedRows ?? 0) > 0
}

/** @returns 'unknown' when none in force has this id, 'before' when it would end before it began */
export async function saveHandleEnded(
  tx: Transaction,
  id: string,
  { on, why }: { readonly on: string; readonly why: string },
): Promise<'ended' | 'unknown' | 'before'> {
  const found = await sql<{ isBefore: boolean }>`
    select ${on}::date < since as "isBefore" from elections.handle where id = ${id} and ended_on is null for update`.execute(
    tx.db,
  )
  if (!found.rows[0]) return 'unknown'
  if (found.rows[0].isBefore) return 'before'
  await sql`update elections.handle set ended_on = ${on}::date, ended_why = ${why} where id = ${id}`.execute(
    tx.db,
  )
  return 'ended'
}

/** The line of an account in force. */
export async function handleInForce(
  tx: Transaction,
  { network, handle }: Pick<Handle, 'network' | 'handle'>,
): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select id from elections.handle where network = ${network} and lower(handle) = lower(${handle}) and ended_on is null`.execute(
    tx.db,
  )
  return found.rows[0]?.id
}
