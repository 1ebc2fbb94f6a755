import pg from 'pg'
import { editions } from '#editions/index.ts'
import { migrate } from '#platform/database/migrate.ts'

export const TEMPLATE = 'karyakarta_template'
export const OWNER = 'karyakarta_test_owner'
export const SERVING = 'karyakarta_test_app'
/** Both roles' password on the throw-away cluster; it listens on loopback and ends with the run. */
export const PASSWORD = 'only-for-tests'

/** The same server, another database or role. */
export function addressOf(clusterUrl: string, database: string, role?: string): string {
  const url = new URL(clusterUrl)
  url.pathname = `/${database}`
  if (role) {
    url.username = role
    url.password = PASSWORD
  }
  return url.href
}

/** Runs statements one after the other as the superuser; each statement its own transaction, as CREATE DATABASE needs. */
export async function asSuperuser(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Makes the owner and serving roles and a template with every room of every edition, migrated as the owner. */
export async function prepareTemplate(clusterUrl: string): Promise<void> {
  const role = (name: string) =>
    `do $$ begin if not exists (select from pg_roles where rolname = '${name}') then
       create role ${name} login password '${PASSWORD}' nosuperuser nobypassrls nocreatedb nocreaterole; end if; end $$`
  await asSuperuser(clusterUrl, [
    role(OWNER),
    role(SERVING),
    `drop database if exists ${TEMPLATE} with (force)`,
    `create database ${TEMPLATE} owner ${OWNER} template template0 encoding 'UTF8' locale 'C.UTF-8'`,
  ])
  const rooms = [...new Set(Object.values(editions).flatMap((edition) => edition.rooms))]
  const jobs = [...new Set(Object.values(editions).flatMap((edition) => edition.jobs))]
  await migrate(addressOf(clusterUrl, TEMPLATE, OWNER), { servingRole: SERVING, rooms, jobs })
}
