import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { EditionName } from '../environment/environment.ts'
import { assertOwnDatabase, claimDatabase } from './belongsTo.ts'
import { installJobs } from '../jobs/installJobs.ts'
import { HOUSEKEEPING } from '../jobs/housekeeping.ts'
import type { AnyJob } from '../jobs/job.ts'
import { StartRefused } from './embedded/startRefused.ts'
import { openDatabase, type Database } from './pool.ts'

/** db/migrations, found from the project's root so that a bundled server and the command line agree. */
export const migrationsFolder = join(process.cwd(), 'db/migrations')

const FILE = /^\d{4}_([a-z]+)_[a-z0-9_]+\.sql$/

export interface MigrationPlan {
  /** The serving role, which receives the grants that migrations spell as {serving}. */
  servingRole: string
  /** Rooms of the edition; files of other rooms are left out. `platform` always counts. */
  rooms: readonly string[]
  /** The edition's jobs, each of which gets its queue; the house's own clean-ups always count. */
  jobs?: readonly AnyJob[]
  /** Whose database this is: written into it the first time, refused when it is the other edition's. */
  edition?: EditionName
  /** Only these, by name: a restore first makes the tables that its backup knew. */
  only?: ReadonlySet<string>
  folder?: string
}

/**
 * Brings a database to the newest version: forward only, one transaction, safe when several processes race (Kysely holds a lock).
 * @param ownerUrl the owner role's address: it owns the tables and never serves
 * @returns names of the migrations that ran now
 * @throws StartRefused when a newer version made the database
 */
export async function migrate(ownerUrl: string, plan: MigrationPlan): Promise<readonly string[]> {
  const database = openDatabase(ownerUrl, 2)
  try {
    await sql`create schema if not exists platform`.execute(database.db)
    // Before the first file of ours runs in it: another edition's database has files that this one does not know.
    if (plan.edition) await assertOwnDatabase(database.db, plan.edition)
    await assertKnownHistory(database.db, plan)
    const { error, results } = await migratorOn(database.db, plan).migrateToLatest()
    if (error) throw error
    if (plan.edition) await claimDatabase(database.db, plan.edition)
    await installJobs(database.db, ownerUrl, plan.servingRole, [...HOUSEKEEPING, ...(plan.jobs ?? [])])
    return (results ?? [])
      .filter((result) => result.status === 'Success')
      .map((result) => result.migrationName)
  } finally {
    await database.close()
  }
}

/** Names of all migrations that this version has for the edition. */
export const migrationNames = async (plan: MigrationPlan): Promise<readonly string[]> => [
  ...(await migrationFiles(plan)).keys(),
]

/** Names of migrations that the database has not had yet; none on a healthy installation. */
export async function pendingMigrations(db: Database, plan: MigrationPlan): Promise<readonly string[]> {
  const done = new Set(await ranMigrations(db))
  return (await migrationNames(plan)).filter((name) => !done.has(name))
}

async function ranMigrations(db: Database): Promise<readonly string[]> {
  const done = await sql<{ name: string }>`select name from platform.migration order by name`.execute(db)
  return done.rows.map(({ name }) => name)
}

/** What an older version would do to a newer one's tables nobody can say, so it does nothing. */
async function assertKnownHistory(db: Database, plan: MigrationPlan): Promise<void> {
  const table = await sql<{
    is: boolean
  }>`select to_regclass('platform.migration') is not null as is`.execute(db)
  if (!table.rows[0]!.is) return
  const known = new Set(await migrationNames(plan))
  const unknown = (await ranMigrations(db)).filter((name) => !known.has(name)).join(', ')
  if (unknown === '') return
  throw new StartRefused(
    'newer_data',
    { unknown },
    {
      en: `This data was made by a newer version of Karyakarta (${unknown}). Run that version again, or give another folder or database; an older one cannot read it.`,
      hi: `यह डेटा कार्यकर्ता के नए संस्करण का है (${unknown})। वही संस्करण फिर चलाएँ, या दूसरा फ़ोल्डर या डेटाबेस दें; पुराना संस्करण इसे नहीं पढ़ सकता।`,
    },
  )
}

function migratorOn(db: Database, plan: MigrationPlan): Migrator {
  return new Migrator({
    db: db as unknown as Kysely<unknown>,
    provider: { getMigrations: async () => Object.fromEntries(await migrationFiles(plan)) },
    migrationTableSchema: 'platform',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
    // A room that joins an edition later brings files whose numbers are lower than those already run.
    allowUnorderedMigrations: true,
  })
}

async function migrationFiles(plan: MigrationPlan): Promise<Map<string, Migration>> {
  if (!/^[a-z_][a-z0-9_]*$/.test(plan.servingRole)) throw new Error('the serving role has an unusual name')
  const folder = plan.folder ?? migrationsFolder
  const rooms = new Set(['platform', ...plan.rooms])
  const files = (await readdir(folder))
    .filter((name) => rooms.has(FILE.exec(name)?.[1] ?? ''))
    .filter((name) => plan.only?.has(name.replace(/\.sql$/, '')) ?? true)
    .sort()
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  return new Map(
    files.map((name, index) => {
      const text = texts[index]!.replaceAll('{serving}', plan.servingRole)
      return [name.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) }]
    }),
  )
}
