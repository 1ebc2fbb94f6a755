/** What guards the tables that carry no row-level policy (docs/decisions/0009): seals, and rights column by column. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newestCode, askCode, browser, household, personsBehind } from '#tests/accounts/signInFixture.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { SERVING } from '#tests/database/template.ts'
import { createApiKey } from '../accounts/apiKey.ts'
import { checkCode } from '../accounts/checkCode.ts'
import { beginTotp } from '../accounts/secondStep/totpStore.ts'
import { NOBODY } from './actor.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

/** Tables of the whole database in which a text stands anywhere: as written, or as the bytes of it. */
async function tablesThatTell(secret: string): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema$)'`.execute(house.owner.db)
  const bytes = Buffer.from(secret).toString('hex')
  const told: string[] = []
  for (const { name } of tables.rows) {
    const found = await sql`
      select from ${sql.table(name)} as line
      where line::text ~ ${`(^|[^0-9a-f])[+]?${secret}([^0-9a-f]|$)`} or line::text like ${`%${bytes}%`} limit 1`.execute(
      house.owner.db,
    )
    if (found.rows.length > 0) told.push(name)
  }
  return told.sort()
}

it('a copy of the database yields no phone, code, token or second factor', async () => {
  const phone = '+919829777123'
  const authenticator = 'JBSWY3DPEHPK3PXP'
  const [personId] = await personsBehind(house, phone, ['गीता'])
  const asker = browser()
  const challenge = await askCode(house, phone, asker)
  const code = (await newestCode(house, phone))!
  const { token, session } = await checkCode(house.as(NOBODY), { challenge, code }, asker, household)
  await house.asSystem().transaction((tx) => beginTotp(tx, house.platform.keys, personId!, authenticator))
  const apiKey = await createApiKey(house.asSystem(), {
    personId: personId!,
    name: 'निर्यात',
    scopes: ['read'],
  })
  // The search is a real one: it finds what may be there.
  expect(await tablesThatTell(session.accountId)).toContain('accounts.account')
  expect(await tablesThatTell('निर्यात')).toContain('accounts.api_key')
  const ten = phone.slice(3)
  for (const secret of [
    `91${ten}`,
    ten,
    code,
    challenge,
    token,
    asker.device,
    asker.address,
    authenticator,
    apiKey.token,
  ])
    expect([secret, await tablesThatTell(secret)]).toEqual([secret, []])
})

const MAY_CHANGE: Readonly<Record<string, readonly string[]>> = {
  'accounts.api_key': ['revoked_at', 'seen_at'],
  'accounts.budget': ['expire', 'key', 'points'],
  'accounts.ceremony': ['challenge', 'expires_at'],
  'accounts.challenge': ['attempts', 'code_hmac', 'expires_at', 'sends', 'sent_at', 'used_at'],
  'accounts.device': ['seen_at'],
  'accounts.passkey': ['counter', 'used_at'],
  'accounts.recovery_code': ['used_at'],
  'accounts.session': [
    'account_id',
    'expires_at',
    'person_id',
    'revoked_at',
    'second_step_until',
    'seen_at',
    'token_hash',
  ],
  'accounts.totp': ['confirmed_at', 'id', 'last_step', 'made_at', 'secret_sealed'],
  'platform.message': ['attempts', 'changed_at', 'fault', 'next_attempt_at', 'provider_id', 'state'],
  'platform.webhook': ['disabled_at', 'disabled_why', 'ended_at', 'failing_since'],
  'platform.webhook_delivery': ['attempts', 'changed_at', 'next_attempt_at', 'state'],
}

it('the serving role may change only what must change, column by column', async () => {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attname::text) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and (n.nspname = 'accounts' or n.nspname || '.' || c.relname ~ '^platform\\.(message$|webhook)')
      and has_column_privilege(${SERVING}, c.oid, a.attnum, 'update')
    group by 1`.execute(house.owner.db)
  expect(Object.fromEntries(rows.map(({ name, columns }) => [name, columns]))).toEqual(MAY_CHANGE)
})

it.each([
  ["points an account at another's phone", sql`update accounts.account set phone_index = 'x'`],
  ['hands a passkey to somebody else', sql`update accounts.passkey set person_id = gen_random_uuid()`],
  ["widens an API key's rights", sql`update accounts.api_key set scopes = array['read', 'write']`],
  ['sends a code elsewhere', sql`update platform.message set to_sealed = 'x'`],
  ['points a webhook elsewhere', sql`update platform.webhook set url = 'https://elsewhere.example'`],
  ['empties the accounts', sql`truncate accounts.account cascade`],
])('the serving role never %s', async (_what, statement) => {
  await expect(statement.execute(house.platform.db)).rejects.toThrow(/permission denied/)
})
