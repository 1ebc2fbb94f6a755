import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import {
  closeMeetingPlaces,
  provisionEditions,
  type Provision,
  type ProvisionedEdition,
} from './provision.ts'

const wanted: Provision[] = [
  { edition: 'organisation', ownerPassword: "o'wner", servingPassword: 'serving"1' },
  { edition: 'programme', ownerPassword: 'owner\\2', servingPassword: 'serving%2' },
]
const cluster = inject('clusterUrl')
let organisation: ProvisionedEdition
let programme: ProvisionedEdition

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const inDatabase = (url: string, database: string) =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href
const user = 'select current_user as user'

beforeAll(async () => {
  await provisionEditions(cluster, wanted)
  ;[organisation, programme] = (await provisionEditions(cluster, wanted)) as [
    ProvisionedEdition,
    ProvisionedEdition,
  ]
  await closeMeetingPlaces(cluster)
})

afterAll(async () => {
  for (const edition of ['organisation', 'programme']) {
    await ask(cluster, `drop database karyakarta_${edition} with (force)`)
    await ask(cluster, `drop role karyakarta_${edition}_owner, karyakarta_${edition}_app`)
  }
})

it('both roles of an edition reach their own database, whatever stands in the password', async () => {
  expect(await ask(organisation.ownerUrl, user)).toEqual([{ user: 'karyakarta_organisation_owner' }])
  expect(await ask(organisation.servingUrl, user)).toEqual([{ user: 'karyakarta_organisation_app' }])
  expect(await ask(programme.ownerUrl, user)).toEqual([{ user: 'karyakarta_programme_owner' }])
  expect(await ask(programme.servingUrl, user)).toEqual([{ user: 'karyakarta_programme_app' }])
})

it("no role of one edition can connect to the other's database, nor to a place where both could meet", async () => {
  for (const url of [organisation.ownerUrl, organisation.servingUrl])
    for (const database of ['karyakarta_programme', 'postgres', 'template1'])
      await expect(ask(inDatabase(url, database), user)).rejects.toThrow(/permission denied for database/)
  for (const url of [programme.ownerUrl, programme.servingUrl])
    for (const database of ['karyakarta_organisation', 'postgres', 'template1'])
      await expect(ask(inDatabase(url, database), user)).rejects.toThrow(/permission denied for database/)
})

it('no role has a power beyond its database, and the serving role cannot make a table', async () => {
  const powers = await ask(
    cluster,
    `select count(*) filter (where rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication
       or rolinherit)::int as powerful, count(*)::int as roles
     from pg_roles where rolname like 'karyakarta\\_organisation\\_%' or rolname like 'karyakarta\\_programme\\_%'`,
  )
  expect(powers).toEqual([{ powerful: 0, roles: 4 }])
  await expect(ask(organisation.servingUrl, 'create table public.mine (a int)')).rejects.toThrow(/permission/)
  await expect(ask(organisation.servingUrl, 'set role karyakarta_organisation_owner')).rejects.toThrow(
    /permission/,
  )
})

it('a power given by hand is taken away by the next provision, and a changed password holds', async () => {
  await ask(cluster, 'alter role karyakarta_organisation_app superuser createdb')
  await ask(cluster, 'grant connect on database karyakarta_organisation to public')
  const [changed] = await provisionEditions(cluster, [{ ...wanted[0]!, servingPassword: 'changed' }])
  await expect(ask(organisation.servingUrl, user)).rejects.toThrow(/password authentication failed/)
  const state = `select rolsuper as super, has_database_privilege('karyakarta_programme_app',
    'karyakarta_organisation', 'connect') as crossing from pg_roles where rolname = current_user`
  expect(await ask(changed!.servingUrl, state)).toEqual([{ super: false, crossing: false }])
  await provisionEditions(cluster, wanted)
})

it('a right given by hand to a role of the other edition, or to any other, is taken away by the next provision', async () => {
  await ask(cluster, 'create role karyakarta_test_guest login')
  try {
    await ask(cluster, 'grant connect on database karyakarta_organisation to karyakarta_programme_app')
    await ask(
      cluster,
      'grant all on database karyakarta_organisation to karyakarta_test_guest with grant option',
    )
    const may = `select array_agg(rolname::text order by rolname) as roles from pg_roles
      where has_database_privilege(oid, 'karyakarta_organisation', 'connect, create, temporary')
        and not rolsuper and rolname !~ '^pg_'`
    expect((await ask(cluster, may))[0]?.roles).toContain('karyakarta_test_guest')
    await provisionEditions(cluster, wanted)
    expect(await ask(cluster, may)).toEqual([
      { roles: ['karyakarta_organisation_app', 'karyakarta_organisation_owner'] },
    ])
  } finally {
    await ask(cluster, 'drop owned by karyakarta_test_guest; drop role karyakarta_test_guest')
  }
})

it('Devanagari has trigrams in the new database', async () => {
  await ask(organisation.ownerUrl, 'create extension if not exists pg_trgm')
  const trigrams = `select cardinality(show_trgm('जयपुर')) as count`
  expect((await ask(organisation.servingUrl, trigrams))[0]?.count).toBeGreaterThan(3)
})
