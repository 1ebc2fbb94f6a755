/** What is asked of a ledger of many messages is found by its index, also before anybody has looked how much is in it. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { explained } from '#tests/database/explained.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import {
  forgetPerson,
  markBegun,
  settleLeases,
  stopWaitingAbout,
  takeBackLeases,
  type Leased,
  type Settlement,
} from './deliveryStore.ts'
import { awaitStops, saveCancelled } from './messageStore.ts'

const scene = useOutreachStage()
let messageId: string
let personId: string
let some: readonly Leased[]

beforeAll(async () => {
  const { db } = scene.house.owner
  // Nobody counts it behind the test's back.
  await sql`alter table outreach.delivery set (autovacuum_enabled = off)`.execute(db)
  const people = await scene.volunteers(20)
  personId = people[0]!.id
  messageId = await scene.release()
  await sql`insert into outreach.message
    select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
    from outreach.message m, generate_series(1, 1500) where m.id = ${messageId}`.execute(db)
  await sql`insert into outreach.delivery
      (message_id, person_id, channel, language, place_id, place_lft, wing, state, lease_until, next_at, changed_at)
    select m.id, d.person_id, 'sms', 'hi', d.place_id, d.place_lft, d.wing, m.state, case when m.state = 'sending' then ${NOON}::timestamptz end,
      ${NOON}, ${NOON}
    from outreach.delivery d, (select id, case when i % 50 = 0 then 'waiting' when i % 50 = 1 then 'sending' else 'accepted' end as state
      from (select id, row_number() over () as i from outreach.message) numbered) m
    where d.message_id = ${messageId} and m.id <> ${messageId}`.execute(db) // prettier-ignore
  const found = await sql<Leased>`
    select id, ${NOON}::timestamptz as "leaseUntil" from outreach.delivery where state = 'sending' order by id limit 96`.execute(db) // prettier-ignore
  some = found.rows
})

const settlement = ({ id }: Leased): Settlement => ({ id, state: 'accepted', reason: null, fault: null, providerId: null, nextAt: NOON, counts: true }) // prettier-ignore

const STATEMENTS: Record<string, { by: string; work: (tx: Transaction) => Promise<unknown> }> = {
  'that some begin': { by: 'delivery_pkey', work: (tx) => markBegun(tx, some) },
  'what became of some': { by: 'delivery_pkey', work: (tx) => settleLeases(tx, some.map(settlement)) },
  'whose stop is awaited': { by: 'message_pkey', work: (tx) => awaitStops(tx, [messageId]) },
  'stopping a message': {
    by: 'delivery_tally|delivery_message_id',
    work: (tx) => saveCancelled(tx, [messageId], { by: uuidv7(), why: null }),
  },
  'forgetting somebody': { by: 'delivery_own', work: (tx) => forgetPerson(tx, personId) },
  'that somebody has answered': {
    by: 'delivery_own',
    work: (tx) => stopWaitingAbout(tx, 'tasks:1', personId),
  },
  'what a dead worker left': { by: 'delivery_leased', work: (tx) => takeBackLeases(tx, ['sms']) },
}

describe.each(['before the first ANALYZE', 'after it'])('%s', (when) => {
  beforeAll(async () => {
    if (when === 'after it') await sql`analyze outreach.delivery, outreach.message`.execute(scene.house.owner.db) // prettier-ignore
    const { rows } = await sql<{ n: number }>`
      select reltuples::int as n from pg_class where oid = 'outreach.delivery'::regclass`.execute(
      scene.house.owner.db,
    )
    if (when === 'after it') expect(rows[0]!.n).toBeGreaterThan(20_000)
    else expect(rows[0]!.n).toBeLessThan(1)
  })

  it.each(Object.keys(STATEMENTS))('%s is found by an index', async (what) => {
    const { by, work } = STATEMENTS[what]!
    const plans = await scene.job().transaction((tx) => explained(tx, work))
    const about = plans.filter((plan) => /outreach|delivery/.test(plan)).join('\n\n')
    expect(about).toMatch(new RegExp(`(using|on) (${by})`))
    expect(about).not.toMatch(/Seq Scan on (delivery|message)/)
  })
})
