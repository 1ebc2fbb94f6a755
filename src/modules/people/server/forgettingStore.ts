import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { forgetSignIns } from '#platform/accounts/forgetSignIns.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal } from '#platform/keys/sealed.ts'
import { gaveWayTo } from './mergeStore.ts'
import { phoneBinding } from './personStore.ts'

/** Deletes applications whose phone nobody confirmed. @returns how many */
export async function deleteUnproved(tx: Transaction, before: Date, most: number): Promise<number> {
  const gone = await sql<Former>`
    delete from people.person where id in (
      select id from people.person where state = 'applied' and changed_at < ${before} limit ${most})
    returning id, phone_index as phone`.execute(tx.db)
  await forgetSignInsOf(tx, gone.rows)
  return gone.rows.length
}

/** Somebody who is nobody any more, and the blind index of the phone that was hers. */
interface Former {
  readonly id: string
  readonly phone: Buffer
}

/** What let them sign in goes with them; a phone stays where somebody of the household still stands behind it. */
export async function forgetSignInsOf(tx: Transaction, gone: readonly Former[]): Promise<void> {
  if (gone.length === 0) return
  const givenUp = await sql<{ phone_index: Buffer }>`
    select phone_index from people.phones_given_up(${gone.map(({ phone }) => phone)}::bytea[])`.execute(tx.db)
  await forgetSignIns(tx, {
    phones: givenUp.rows.map(({ phone_index }) => phone_index),
    persons: gone.map(({ id }) => id),
  })
}

/** Who left before a moment and still has a name. */
export async function leftAndNamed(tx: Transaction, before: Date, most: number): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select id from people.person
    where state = 'left' and erased_at is null and merged_into is null and changed_at < ${before} limit ${most}`.execute(
    tx.db,
  )
  return found.rows.map(({ id }) => id)
}

/**
 * Removes who people were: name, phone and the way to find either, their nominees, and what they wrote about their booths, which may tell
 * who they are, what others wrote about them in a decision, their reports of harassment as theirs, and what let them sign in. The rows stay without identity until their retention ends. Each new sealed text is bound to
 * its row.
 */
export async function eraseIdentities(tx: Transaction, keys: KeyRing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const sealed = ids.map((id) => seal(keys, '', phoneBinding(id)))
  const erased = await sql<Former>`
    with former as (select id, phone_index as phone from people.person where id = any(${ids}::uuid[]))
    update people.person who set name = '—', name_latin = '', name_devanagari = '', name_folded = '', name_flags = '{}',
      match_given = '', match_family = null, match_name = '',
      known_as = null, name_changed_at = null, phone_sealed = given.sealed, phone_index = given.index, phone_verified_at = null,
      erased_at = ${tx.now}, changed_at = ${tx.now}
    from unnest(${ids}::uuid[], ${sealed}::bytea[], ${ids.map(() => randomBytes(32))}::bytea[]) as given(id, sealed, index)
      join former using (id)
    where who.id = given.id returning former.id, former.phone`.execute(tx.db)
  const merged = await eraseMerged(tx, keys, ids)
  await sql`update people.missing_booth set described = '———' where reported_by = any(${ids}::uuid[])`.execute(
    tx.db,
  )
  await sql`select people.forget_nominees(), people.forget_words()`.execute(tx.db)
  await forgetSignInsOf(tx, [...erased.rows, ...merged])
}

/** Records that gave way to somebody are that person's too: they go with her. */
async function eraseMerged(
  tx: Transaction,
  keys: KeyRing,
  ids: readonly string[],
): Promise<readonly Former[]> {
  const gone = await gaveWayTo(tx, ids)
  if (gone.length === 0) return []
  const sealed = gone.map((id) => seal(keys, '', phoneBinding(id)))
  const erased = await sql<Former>`
    select person_id as id, phone from people.forget_merged(${gone}::uuid[], ${sealed}::bytea[], ${gone.map(() => randomBytes(32))}::bytea[],
      ${tx.now})`.execute(tx.db)
  return erased.rows
}

/** Forgets answered reports of harassment: how to reach the person first, everything later. @returns how many reports went */
export async function forgetReports(
  tx: Transaction,
  contactsBefore: Date,
  reportsBefore: Date,
): Promise<number> {
  const { rows } = await sql<{ gone: string }>`
    select people.forget_reports(${contactsBefore}, ${reportsBefore}) as gone`.execute(tx.db)
  return Number(rows[0]!.gone)
}

/** Deletes rows without identity whose legal retention ended. @returns how many */
export async function deleteErased(tx: Transaction, before: Date, most: number): Promise<number> {
  const gone = await sql`
    delete from people.person where id in (
      select id from people.person where state = 'left' and erased_at < ${before} limit ${most})
    returning id`.execute(tx.db)
  return gone.rows.length
}
