import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal } from '#platform/keys/sealed.ts'
import { phoneBinding } from './personStore.ts'

/** Deletes applications whose phone nobody confirmed. @returns how many */
export async function deleteUnproved(tx: Transaction, before: Date, most: number): Promise<number> {
  const gone = await sql`
    delete from people.person where id in (
      select id from people.person where state = 'applied' and changed_at < ${before} limit ${most})
    returning id`.execute(tx.db)
  return gone.rows.length
}

/** Who left before a moment and still has a name. */
export async function leftAndNamed(tx: Transaction, before: Date, most: number): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select id from people.person
    where state = 'left' and erased_at is null and changed_at < ${before} limit ${most}`.execute(tx.db)
  return found.rows.map(({ id }) => id)
}

/**
 * Removes who people were: name, phone and the way to find either, their nominees, and what they wrote about their booths, which may tell
 * who they are. The rows stay without identity until their retention ends. Each new sealed text is bound to its row.
 */
export async function eraseIdentities(tx: Transaction, keys: KeyRing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const sealed = ids.map((id) => seal(keys, '', phoneBinding(id)))
  await sql`
    update people.person who set name = '—', name_latin = '', name_devanagari = '', name_folded = '', name_flags = '{}',
      known_as = null, name_changed_at = null, phone_sealed = given.sealed, phone_index = given.index, phone_verified_at = null,
      erased_at = ${tx.now}, changed_at = ${tx.now}
    from unnest(${ids}::uuid[], ${sealed}::bytea[], ${ids.map(() => randomBytes(32))}::bytea[]) as given(id, sealed, index)
    where who.id = given.id`.execute(tx.db)
  await sql`update people.missing_booth set described = '———' where reported_by = any(${ids}::uuid[])`.execute(
    tx.db,
  )
  await sql`select people.forget_nominees()`.execute(tx.db)
}

/** Deletes rows without identity whose legal retention ended. @returns how many */
export async function deleteErased(tx: Transaction, before: Date, most: number): Promise<number> {
  const gone = await sql`
    delete from people.person where id in (
      select id from people.person where state = 'left' and erased_at < ${before} limit ${most})
    returning id`.execute(tx.db)
  return gone.rows.length
}
