import { sql } from 'kysely'
import { EnvironmentFault, type EditionName } from '../environment/environment.ts'
import type { Database } from './pool.ts'

/** Writes into a database which edition it belongs to, once and for ever; by the owner, at `karyakarta migrate`. */
export async function claimDatabase(db: Database, edition: EditionName): Promise<void> {
  await sql`insert into platform.setting (key, value) values ('edition', to_jsonb(${edition}::text)) on conflict do nothing`.execute(
    db,
  )
  await assertOwnDatabase(db, edition)
}

/**
 * Each process knows its own address only, so two editions on one database are told apart by what the database says of itself.
 * @throws EnvironmentFault when it belongs to the other edition
 */
export async function assertOwnDatabase(db: Database, edition: EditionName): Promise<void> {
  const owner = (await ownerOf(db)) ?? edition
  if (owner !== edition)
    throw new EnvironmentFault(
      `${edition === 'programme' ? 'PROGRAMME_DATABASE_URL' : 'DATABASE_URL'}: this database belongs to the ${owner} edition; the editions never share one`,
    )
}

/** Whose it says it is; undefined in one that was never claimed, or not even migrated. */
async function ownerOf(db: Database): Promise<string | undefined> {
  const known = await sql<{
    known: boolean
  }>`select to_regclass('platform.setting') is not null as known`.execute(db)
  if (!known.rows[0]!.known) return undefined
  const found = await sql<{ edition: string }>`
    select value #>> '{}' as edition from platform.setting where key = 'edition'`.execute(db)
  return found.rows[0]?.edition
}
