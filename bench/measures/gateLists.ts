import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { NOBODY } from '#platform/access/actor.ts'
import { hashOfToken, newToken } from '#platform/accounts/token.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { openDatabase } from '#platform/database/pool.ts'
import { codeOfSerial, SERIALS } from '#modules/events/domain/gate/scan.ts'
import { fetchGateList } from '#modules/events/server/gate/fetchGateList.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import { benchPlatform } from '../benchPlatform.ts'
import { milliseconds, type Line } from '../report.ts'

const PASSES = 52_000
const PHONES = 20
const CONNECTIONS = 10
/** What all phones together may wait for the whole list, in times of one signing. */
const PROMISED_TIMES = 3
let now = new Date('2026-12-05T03:30:00Z')

/** Twenty phones fetch the whole list of a convention at once, through the verb that the gate's door calls; then what changed. */
export async function fetchedLists(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-gate-'))
  const bench = await benchDatabase()
  const pool = openDatabase(bench.servingUrl, CONNECTIONS)
  try {
    await plantState(bench, 5_000)
    await plantPeople(bench, 80_000)
    const tokens = await plantGates(bench)
    const platform = benchPlatform(pool.db, folder, { now: () => now })
    const fetched = async (asking: readonly string[], since?: number) => {
      const began = performance.now()
      const lists = await Promise.all(
        asking.map((token) => fetchGateList(contextFor(platform, NOBODY), { token, since })),
      )
      return { took: performance.now() - began, bytes: lists[0]!.length }
    }
    const first = await fetched(tokens.slice(0, 1))
    // Something changed and a minute is over: nothing that was kept is good any more.
    const changed = new Date(now.getTime() + 90_000)
    await sql`update events.registration set changed_at = ${changed} where id in (select id from events.registration limit 50)`.execute(bench.owner.db) // prettier-ignore
    now = new Date(now.getTime() + 120_000)
    const all = await fetched(tokens)
    const again = await fetched(tokens)
    const changes = await fetched(tokens, now.getTime() - 60_000)
    const signed = await sql<{ n: number }>`
      select count(*)::int as n from audit.entry where verb = 'events.signGateList'`.execute(bench.owner.db)
    return [
      {
        what: `one phone fetches the whole list: read, signed, ${(first.bytes / 1e6).toFixed(2)} MB`,
        measured: milliseconds(first.took),
        promised: '',
      },
      {
        what: `${PHONES} phones at once after a change; signings for all of them; ${PHONES} again, nothing changed`,
        measured: `${milliseconds(all.took)}; ${signed.rows[0]!.n - 1}; ${milliseconds(again.took)}`,
        promised: `≤ ${PROMISED_TIMES} times one phone; 1`,
        holds: all.took <= PROMISED_TIMES * first.took && signed.rows[0]!.n === 2,
      },
      {
        what: `${PHONES} phones ask for the changes of a minute (50 of ${PASSES.toLocaleString('en-IN')})`,
        measured: milliseconds(changes.took),
        promised: '',
      },
    ]
  } finally {
    await pool.close()
    await bench.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An event with its registrations and phones. @returns the phones' secrets */
async function plantGates({ owner }: BenchDatabase): Promise<readonly string[]> {
  const [eventId, quotaId] = [uuidv7(now), uuidv7(now)]
  await sql`
    insert into events.event (id, place_id, place_lft, place_rgt, template, state, title_hi, starts_on, ends_on, seats, made_at, changed_at)
    select ${eventId}, place.id, lft, rgt, 'state_convention', 'open', 'प्रदेश सम्मेलन', '2026-12-05', '2026-12-06', ${PASSES}, ${now}, ${now}
    from places.place where level = 'state'`.execute(owner.db)
  await sql`
    insert into events.quota (id, event_id, place_id, place_lft, place_rgt, seats)
    select ${quotaId}, id, place_id, place_lft, place_rgt, seats from events.event where id = ${eventId}`.execute(owner.db)
  const codes = Array.from({ length: PASSES }, (_, nth) => codeOfSerial((nth * 7919 * 131 + 12_345) % SERIALS))
  // The triggers count each seat in its quota's row: 52,000 versions of one row, within one statement.
  await sql`alter table events.registration disable trigger user`.execute(owner.db)
  await sql`
    insert into events.registration (id, event_id, quota_id, person_id, place_id, place_lft, wing, name_hi, name_en, state, code, queued_at, changed_at, phone_mark)
    select gen_random_uuid(), ${eventId}, ${quotaId}, who.id, who.place_id, who.place_lft, who.wing, 'सुनीता मीणा', 'Sunita Meena', 'registered', code.value,
      ${now}::timestamptz - interval '1 day', ${now}::timestamptz - interval '1 day', code.nth % 997
    from (select *, row_number() over () as nth from people.person where state = 'vouched' limit ${PASSES}) as who
    join jsonb_array_elements_text(${JSON.stringify(codes)}::jsonb) with ordinality as code (value, nth) on code.nth = who.nth`.execute(owner.db)
  await sql`alter table events.registration enable trigger user`.execute(owner.db)
  await sql`update events.quota set taken = ${PASSES} where id = ${quotaId}`.execute(owner.db)
  await sql`vacuum (analyze) events.registration`.execute(owner.db)
  const { rows } = await sql<{ id: string }>`select person_id as id from events.registration limit 1`.execute(owner.db)
  const organiser = rows[0]!.id
  await sql`insert into events.organiser (id, event_id, person_id, added_at) values (${uuidv7(now)}, ${eventId}, ${organiser}, ${now})`.execute(owner.db)
  const phones = Array.from({ length: PHONES }, () => ({ id: uuidv7(now), token: newToken() }))
  for (const { id, token } of phones)
    await sql`
      insert into events.gate_device (id, event_id, name, added_by, added_at, token_hash, claimed_at)
      values (${id}, ${eventId}, 'द्वार', ${organiser}, ${now}, ${hashOfToken(token)}, ${now})`.execute(owner.db)
  return phones.map(({ token }) => token)
} // prettier-ignore
