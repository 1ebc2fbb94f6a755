/** Rules 1 and 16 of docs/integrity.md: what must not be known about anyone has no place in the database. Walks the catalogue, whatever rooms come. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

/** Every column of ours as `schema.table.column`, with what its table's checks allow in it. */
async function columns(): Promise<string[]> {
  const found = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm')
      and n.nspname not in ('information_schema', 'jobs') and n.nspname !~ '^pg_'
    union all
    select n.nspname || '.' || c.relname || ' allows ' || pg_get_constraintdef(k.oid)
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'c' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'jobs')`.execute(
    house.owner.db,
  )
  return found.rows.map(({ name }) => name)
}

/** Whole words, so that `broadcast` is no caste and `parent` no parent's faith. */
const named = (words: readonly string[]) => new RegExp(`(^|[^a-z])(${words.join('|')})($|[^a-z])`, 'i')

const BELIEFS = named([
  'castes?',
  'jati',
  'obc',
  'religions?',
  'religious',
  'faith',
  'dharma?',
  'political',
  'politics',
  'vote[ds]?',
  'voters?',
  'voter_id',
  'epic(_no)?',
  'electoral_roll',
  'leaning',
  'party',
  'ideology',
])
const PERSONAL_ACCOUNTS = named([
  'passwords?',
  'oauth',
  'access_token',
  'refresh_token',
  'facebook',
  'instagram',
  'twitter',
  'telegram',
  'youtube',
  'social',
])

describe('the database', () => {
  it('has no column for caste, religion, politics or voter roll', async () => {
    const all = await columns()
    expect(all.length).toBeGreaterThan(150)
    expect(all.filter((name) => BELIEFS.test(name))).toEqual([])
  })

  it('has no place for a personal account elsewhere: no password, no token of another service', async () => {
    expect((await columns()).filter((name) => PERSONAL_ACCOUNTS.test(name))).toEqual([])
  })

  it('would be caught with such a column, by whatever part of its name', async () => {
    for (const name of [
      'people.person.caste',
      'people.person.voter_id',
      'people.faith.id',
      'a.b.party_member',
    ])
      expect(BELIEFS.test(name), name).toBe(true)
    for (const name of ['people.person.place_lft', 'outbox.broadcast.id'])
      expect(BELIEFS.test(name), name).toBe(false)
    expect(PERSONAL_ACCOUNTS.test('people.person.facebook_access_token')).toBe(true)
  })
})
