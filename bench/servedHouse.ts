import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { sql } from 'kysely'
import { cookieNames } from '#platform/accounts/cookies.ts'
import { hashOfToken, newToken } from '#platform/accounts/token.ts'
import { freePort } from '#tests/database/freePort.ts'
import { untilReady } from '#tests/journeys/untilReady.ts'
import { ensureMessages } from '../cli/start/compiledMessages.ts'
import { ensureWebBuild } from '../cli/start/webBuild.ts'
import type { BenchDatabase } from './benchDatabase.ts'

const ROOT = join(import.meta.dirname, '..')
/** A build on a slow machine. */
const BUILD_PATIENCE_MS = 600_000

/** Serves the organisation's pages from a measure's database by `karyakarta serve`, in a process of its own; keys and files in `folder`. */
export async function servedHouse<T>(
  bench: BenchDatabase,
  folder: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  await ensureMessages(ROOT)
  await ensureWebBuild(ROOT, AbortSignal.timeout(BUILD_PATIENCE_MS))
  const port = await freePort()
  const server = spawn(process.execPath, [join(ROOT, 'cli/karyakarta.mjs'), 'serve'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      KARYAKARTA_EDITION: 'organisation',
      DATABASE_URL: bench.servingUrl,
      KARYAKARTA_KEYS: join(folder, 'keys'),
      KARYAKARTA_FILES: join(folder, 'files'),
      // Nothing is sent: whoever serves without a gateway is warned on each start.
      SMS_GATEWAY_URL: 'http://127.0.0.1:9/',
      LOG_LEVEL: 'silent',
      PORT: String(port),
    },
  })
  try {
    await untilReady(port, server)
    return await work(`http://127.0.0.1:${port}`)
  } finally {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
}

/** Signs people in, each on a phone of her own. @returns the Cookie header of each, in their order */
export async function signInAll(
  { owner }: BenchDatabase,
  people: readonly string[],
): Promise<readonly string[]> {
  const phones = people.map((personId) => ({ personId, token: newToken() }))
  const rows = phones.map(({ personId, token }) => ({ person: personId, hash: hashOfToken(token).toString('hex') }))
  await sql`
    with phone as (
      select person, decode(hash, 'hex') as hash, gen_random_uuid() as account
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (person uuid, hash text)),
    account as (
      insert into accounts.account (id, phone_index, phone_sealed, made_at)
      select account, sha256(account::text::bytea), '\\x00', now() from phone)
    insert into accounts.session (token_hash, id, account_id, person_id, device_label, device_hash, made_at, seen_at, expires_at)
    select hash, gen_random_uuid(), account, person, '', hash, now(), now(), now() + interval '30 days' from phone`.execute(owner.db)
  const { session } = cookieNames('organisation')
  return phones.map(({ token }) => `${session}=${token}`)
} // prettier-ignore
