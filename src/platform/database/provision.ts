import pg from 'pg'
import type { EditionName } from '../environment/environment.ts'

/** What an edition needs of a PostgreSQL server; both passwords are made by the caller and kept outside the database. */
export interface Provision {
  readonly edition: EditionName
  readonly ownerPassword: string
  readonly servingPassword: string
}

export interface ProvisionedEdition {
  readonly edition: EditionName
  /** Owns the tables, runs migrations, never serves. */
  readonly ownerUrl: string
  /** Serves; neither owner nor superuser, may not bypass row-level security. */
  readonly servingUrl: string
}

/** The fixed names by which an edition is known to PostgreSQL. */
export const databaseOf = (edition: EditionName): string => `karyakarta_${edition}`
export const ownerRoleOf = (edition: EditionName): string => `karyakarta_${edition}_owner`
export const servingRoleOf = (edition: EditionName): string => `karyakarta_${edition}_app`

/**
 * Makes each edition's database and its two roles, or puts right what is there: attributes and passwords are set
 * anew, and every other role, named or not, loses what it was granted on the database. Safe to repeat. PostgreSQL 15 or newer.
 * @param superuserUrl a superuser's address on the server
 */
export async function provisionEditions(
  superuserUrl: string,
  wanted: readonly Provision[],
): Promise<ProvisionedEdition[]> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    // Two provisions at once must not both find a role missing.
    await client.query(`select pg_advisory_lock(hashtext('karyakarta.provision'))`)
    for (const statement of await statementsFor(client, wanted)) await client.query(statement)
  } finally {
    await client.end()
  }
  return wanted.map(({ edition, ownerPassword, servingPassword }) => ({
    edition,
    ownerUrl: addressFor(superuserUrl, edition, ownerRoleOf(edition), ownerPassword),
    servingUrl: addressFor(superuserUrl, edition, servingRoleOf(edition), servingPassword),
  }))
}

/**
 * Closes the server's own databases (`postgres`, `template1`) to everyone but superusers, so that the editions have no
 * place to meet. For a server that is ours alone; on a shared one this is its administrator's decision.
 */
export async function closeMeetingPlaces(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query('revoke all on database postgres, template1 from public')
  } finally {
    await client.end()
  }
}

/** Has PostgreSQL itself quote names and passwords, and leaves away what exists already. */
async function statementsFor(client: pg.Client, wanted: readonly Provision[]): Promise<string[]> {
  const editions = wanted.map(({ edition, ownerPassword, servingPassword }) => ({
    database: databaseOf(edition),
    owner: ownerRoleOf(edition),
    serving: servingRoleOf(edition),
    owner_password: ownerPassword,
    serving_password: servingPassword,
  }))
  const { rows } = await client.query<{ statement: string }>(STATEMENTS, [JSON.stringify(editions)])
  return rows.map((row) => row.statement)
}

/**
 * Since 17 PostgreSQL's own C.UTF-8 is the same on every machine; before, the C library's serves (trap 5 of the stack
 * notes: plain C leaves trigrams empty for Hindi, ICU as the default breaks words at matras).
 */
const STATEMENTS = `
  with edition as (
    select * from jsonb_to_recordset($1::jsonb)
      as given(database text, owner text, serving text, owner_password text, serving_password text)
  ), role as (
    select owner as name, owner_password as password from edition
    union all
    select serving, serving_password from edition
  ), locale as (
    select case when current_setting('server_version_num')::int >= 170000
      then 'locale_provider builtin builtin_locale ''C.UTF-8'' locale ''C.UTF-8'''
      else 'locale_provider libc locale ''C.UTF-8''' end as words
  )
  select statement from (
    select 1 as step, format('create role %I', name) as statement from role
      where name not in (select rolname from pg_roles)
    union all
    select 2, format('alter role %I login nosuperuser nobypassrls nocreatedb nocreaterole noinherit noreplication
      password %L', name, password) from role
    union all
    select 3, format('create database %I owner %I template template0 encoding ''UTF8'' %s', database, owner, words)
      from edition, locale where database not in (select datname from pg_database)
    union all
    select 4, format('revoke all on database %I from public', database) from edition
    union all
    -- What somebody once granted by hand, and what its holder handed on.
    select distinct 4, format('revoke all on database %I from %I cascade', database, holder.rolname)
      from edition join pg_database on datname = database, aclexplode(datacl) as given
        join pg_roles as holder on holder.oid = given.grantee
      where holder.rolname not in (owner, serving)
    union all
    select 5, format('grant connect, temporary on database %I to %I, %I', database, owner, serving) from edition
  ) as plan order by step`

function addressFor(superuserUrl: string, edition: EditionName, role: string, password: string): string {
  const url = new URL(superuserUrl)
  url.username = role
  url.password = password
  url.pathname = `/${databaseOf(edition)}`
  return url.href
}
