import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Platform } from '#platform/context.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { createKeys, openKeyRing } from '#platform/keys/keyRing.ts'
import { blindIndex, seal } from '#platform/keys/sealed.ts'
import { openLog } from '#platform/telemetry/log.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { outreachRules } from '#modules/outreach/server/index.ts'
import { deliverDue } from '#modules/outreach/server/sending/deliver.ts'
import { smsSender } from '#modules/outreach/server/sending/senders.ts'
import { writeLedger } from '#modules/outreach/server/sending/writeLedger.ts'
import { benchDatabase, plantPeople, plantState, type BenchDatabase } from '../benchDatabase.ts'
import type { Line, Measure } from '../report.ts'

const PEOPLE = 50_000
/** Constituencies that poll tomorrow: their people are held. */
const SILENT = 31
const RULES = [...outreachRules, ...electionRules]
/** Noon in India, so that nothing is quiet whenever it is measured. */
const NOON = Date.parse('2026-11-25T06:30:00Z')
const FAULTS = { broken: 0.025, cutOff: 0.025, slow: 0.01, slowMs: 500, busyEvery: 12_000, busyMs: 100 }

interface Figures {
  readonly requests: number
  readonly repeated: number
  readonly busy: number
  readonly tooEarly: number
  readonly faulty: number
  readonly taken: number
}

export const outreach: Measure = {
  title: 'Messages',
  about: `One SMS to ${PEOPLE.toLocaleString('en-IN')} made-up people in their registered wording, by the worker's own code: the ledger written in one
statement (reach, agreements, one SMS a phone), then sent by one process to an HTTP gateway in a process of its own on the same machine, which answers
500 to ${FAULTS.broken * 100} % of requests before it takes the SMS, breaks off its answer to ${FAULTS.cutOff * 100} % after, lets ${FAULTS.slow * 100} % wait ${FAULTS.slowMs} ms, and every ${FAULTS.busyEvery.toLocaleString('en-IN')} requests is busy
for ${FAULTS.busyMs} ms (429, \`retry-after: 1\`). It counts by our id. ${SILENT} of the 200 constituencies poll tomorrow: the gate, asked with every rule of the edition at each delivery, holds their people. Two thirds of the people stand in wings, all agreed to SMS. Embedded PostgreSQL 18, default settings.`,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'karyakarta-bench-outreach-'))
    const bench = await benchDatabase()
    const gateway = fork('bench/smsGateway.ts', [JSON.stringify(FAULTS)])
    try {
      const [{ url }] = (await once(gateway, 'message')) as [{ url: string }]
      const platform = await platformOf(bench, folder, url)
      await plantState(bench, 52_000)
      await plantPeople(bench, PEOPLE)
      await plantPoll(bench)
      const messageId = await plantMessage(bench, platform)
      const context = contextFor(platform, systemActor('bench'))
      const began = performance.now()
      const written = await writeLedger(context, messageId)
      const ledger = (performance.now() - began) / 1000
      const sender = smsSender(platform)
      const started = performance.now()
      let [accepted, held] = [0, 0]
      while (accepted + held < written && performance.now() - started < 110_000) {
        await deliverDue(context, RULES, [sender], new AbortController().signal)
        ;({ accepted, held } = await counts(bench))
      }
      const seconds = (performance.now() - started) / 1000
      sender.close()
      gateway.send('figures')
      const [figures] = (await once(gateway, 'message')) as [Figures]
      const silent = await countSilent(bench)
      return linesOf({ written, ledger, accepted, held, silent, seconds, figures })
    } finally {
      gateway.kill()
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

interface Sent {
  readonly written: number
  /** Seconds. */
  readonly ledger: number
  readonly accepted: number
  readonly held: number
  /** How many stand where it polls, counted without the gate. */
  readonly silent: number
  readonly seconds: number
  readonly figures: Figures
}

function linesOf({ written, ledger, accepted, held, silent, seconds, figures }: Sent): Line[] {
  const count = (value: number) => value.toLocaleString('en-IN')
  const free = written - silent
  return [
    {
      what: `the ledger of a message to ${count(written)} people`,
      measured: `${ledger.toFixed(2)} s`,
      promised: '≤ 5 s',
      holds: written === PEOPLE && ledger <= 5,
    },
    {
      what: `sending them, to the last repetition (${count(figures.requests)} requests: ${count(figures.faulty)} faults, ${count(figures.busy)} times 429)`,
      measured: `${seconds.toFixed(1)} s, ${count(Math.round(accepted / seconds))} sends/s`,
      promised: '≥ 1,000 sends/s',
      holds: accepted / seconds >= 1_000,
    },
    {
      what: 'lost: in the ledger and not at the gateway, or not accepted',
      measured: count(free - Math.min(accepted, figures.taken)),
      promised: '0',
      holds: accepted === free && figures.taken === free,
    },
    {
      what: `doubled: more SMS than people (repetitions of one id that the gateway knew: ${count(figures.repeated)})`,
      measured: count(figures.taken - free),
      promised: '0',
      holds: figures.taken === free,
    },
    {
      what: `held by the election calendar, of ${count(silent)} in the ${SILENT} constituencies that poll tomorrow`,
      measured: count(held),
      promised: 'exactly these',
      holds: held === silent && silent > 0,
    },
    {
      what: 'sent again before retry-after was over',
      measured: count(figures.tooEarly),
      promised: '0',
      holds: figures.tooEarly === 0,
    },
  ]
}

async function platformOf(bench: BenchDatabase, folder: string, gatewayUrl: string): Promise<Platform> {
  createKeys(join(folder, 'keys'))
  const environment = readEnvironment({
    KARYAKARTA_EDITION: 'organisation',
    DATABASE_URL: bench.servingUrl,
    KARYAKARTA_KEYS: join(folder, 'keys'),
    KARYAKARTA_FILES: folder,
    SMS_GATEWAY_URL: gatewayUrl,
    SMS_GATEWAY_ON_LOOPBACK: '1',
    SMS_GATEWAY_IDEMPOTENT: '1',
    LOG_LEVEL: 'silent',
  })
  const began = Date.now()
  return {
    environment,
    db: bench.serving.db,
    keys: openKeyRing(environment.KARYAKARTA_KEYS),
    log: openLog('silent', { edition: 'organisation' }),
    clock: { now: () => new Date(NOON + (Date.now() - began)) },
    demo: false,
  }
}

/** Phones that can be opened, agreements, a coordinator of the state, and her message. */
async function plantMessage({ owner }: BenchDatabase, { keys }: Platform): Promise<string> {
  const { rows: people } = await sql<{ id: string }>`select id from people.person order by id`.execute(
    owner.db,
  )
  const phones = people.map((_, nth) => `+9155555${String(nth).padStart(5, '0')}`)
  await sql`
    update people.person set phone_sealed = given.sealed, phone_index = given.index, phone_verified_at = now(), state = 'vouched'
    from unnest(${people.map(({ id }) => id)}::uuid[],
      ${people.map(({ id }, nth) => seal(keys, phones[nth]!, `people.phone:${id}`))}::bytea[],
      ${phones.map((phone) => blindIndex(keys, phone))}::bytea[]) as given(id, sealed, index)
    where person.id = given.id`.execute(owner.db)
  await sql`
    insert into people.consent (id, person_id, purpose, notice_version, language, given_at)
    select gen_random_uuid(), id, purpose, '1', 'hi', now() from people.person, unnest('{membership,sms,call}'::text[]) as purpose`.execute(
    owner.db,
  )
  const [writer, messageId] = [people[0]!.id, uuidv7()]
  await sql`
    insert into people.appointment (id, person_id, role, place_id, place_lft, from_at)
    select gen_random_uuid(), ${writer}, 'coordinator', id, lft, ${new Date(NOON - 86_400_000)} from places.place where level = 'state'`.execute(owner.db) // prettier-ignore
  await sql`
    insert into people.declaration (id, person_id, version, language, declared_at, session_id)
    values (gen_random_uuid(), ${writer}, people.declaration_in_force(), 'hi', now(), gen_random_uuid())`.execute(
    owner.db,
  )
  await sql`
    insert into outreach.message (id, place_id, place_lft, place_rgt, audience, channels, title_hi, words_hi, template_hi, sms_hi, content_hash,
      state, made_by, made_at, released_at, ends_at)
    select ${messageId}, id, lft, rgt, 'members', '{sms}', 'रविवार को बैठक', 'रविवार को बैठक है', '110700000001', 'रविवार को बूथ पर बैठक है। ज़रूर आएँ।',
      'hash', 'queued', ${writer}, now(), ${new Date(NOON)}, ${new Date(NOON + 86_400_000)} from places.place where level = 'state'`.execute(
    owner.db,
  )
  await sql`vacuum (analyze)`.execute(owner.db)
  return messageId
}

/** An election whose only phase polls tomorrow in the first constituencies of the tree. */
async function plantPoll({ owner }: BenchDatabase): Promise<void> {
  await sql`
    with e as (insert into elections.election (id, kind, name_hi, name_en, announced_at, made_at, changed_at)
        values (gen_random_uuid(), 'assembly', 'चुनाव', 'Election', ${new Date(NOON - 86_400_000)}, now(), now()) returning id),
      p as (insert into elections.phase (id, election_id, name_hi, name_en, poll_on, opens, closes, changed_at)
        select gen_random_uuid(), id, 'चरण', 'Phase', '2026-11-26', '07:00', '18:00', now() from e returning id)
    insert into elections.polling_area (phase_id, place_id, place_lft, place_rgt)
    select p.id, t.id, t.lft, t.rgt from p, places.tree t where t.level = 'constituency' and t.code <= ${SILENT}`.execute(
    owner.db,
  )
}

async function counts({ owner }: BenchDatabase): Promise<{ accepted: number; held: number }> {
  const { rows } = await sql<{ accepted: number; held: number }>`
    select count(*) filter (where state = 'accepted')::int as accepted,
      count(*) filter (where state = 'waiting' and reason = 'elections_held_silence')::int as held from outreach.delivery`.execute(
    owner.db,
  )
  return rows[0]!
}

async function countSilent({ owner }: BenchDatabase): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from outreach.delivery d
    where exists (select from elections.polling_area a where d.place_lft between a.place_lft and a.place_rgt)`.execute(
    owner.db,
  )
  return rows[0]!.n
}
