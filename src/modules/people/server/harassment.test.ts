import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork, type Network, type Place } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { maskContact } from '../domain/harassment.ts'
import { lockReport, reports, saveOutcome } from './harassmentStore.ts'
import { listHarassmentReports } from './listHarassmentReports.ts'
import { myRecord } from './myRecord.ts'
import { reportHarassment } from './reportHarassment.ts'
import { CONTACTS_A_DAY, revealHarassmentContact } from './revealHarassmentContact.ts'
import { settleHarassmentReport } from './settleHarassmentReport.ts'

const PHONE = '98290 12345'
let house: TestPlatform
let network: Network
let chief: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  chief = await network.holder(network.tree.state, null)
})
beforeEach(() => sql`delete from people.harassment_report`.execute(house.owner.db))
afterAll(() => house.close())

const command = () => uuidv7()
/** A report by somebody, and its id. */
async function reported(ctx: Context = house.as(NOBODY), contact = PHONE): Promise<string> {
  await reportHarassment(ctx, { command: command(), kind: 'pressure', told: 'रोज़ दबाव', contact })
  const { rows } = await sql<{ id: string }>`
    select id from people.harassment_report order by id desc limit 1`.execute(house.owner.db)
  return rows[0]!.id
}
const reveal = (ctx: Context, reportId: string) =>
  revealHarassmentContact(ctx, { command: command(), reportId })
const settle = (ctx: Context, reportId: string) =>
  settleHarassmentReport(ctx, { command: command(), reportId, outcome: 'बात की, समझाया' })
const auditOf = async (reportId: string) => {
  const { rows } = await sql<{ verb: string; actor_person: string; detail: object }>`
    select verb, actor_person, detail from audit.entry where subject = ${`harassment:${reportId}`} order by seq`.execute(
    house.owner.db,
  )
  return rows
}

describe('reports of harassment', () => {
  it('never lose words in silence: the same command with other words is refused, with the same words it is a replay', async () => {
    const first = { command: command(), kind: 'pressure' } as const
    const { reportId } = await reportHarassment(house.as(NOBODY), first)
    expect(await reportHarassment(house.as(NOBODY), first)).toEqual({ reportId })
    for (const words of [{ told: 'रोज़ दबाव' }, { contact: PHONE }, { told: 'रोज़ दबाव', contact: PHONE }])
      await expect(reportHarassment(house.as(NOBODY), { ...first, ...words })).rejects.toMatchObject({
        id: 'commandReused',
      })
    const told = { ...first, command: command(), told: 'रोज़ दबाव', contact: PHONE }
    const taken = await reportHarassment(house.as(NOBODY), told)
    expect(await reportHarassment(house.as(NOBODY), told)).toEqual(taken)
  })

  it('are listed masked, those that wait first and oldest on top, then the settled, part by part', async () => {
    const began = house.clock.now()
    const ids: string[] = []
    for (let minute = 0; minute < 45; minute++) {
      house.clock.moveTo(new Date(began.getTime() + minute * 60_000))
      ids.push(await reported())
    }
    for (const id of ids.slice(0, 12)) await settle(house.as(chief), id)
    const seen: string[] = []
    const sizes: number[] = []
    let after: string | undefined
    do {
      const part = await listHarassmentReports(house.as(chief), { after })
      seen.push(...part.reports.map(({ id }) => id))
      sizes.push(part.reports.length)
      expect(JSON.stringify(part)).not.toMatch(/12345|90 1/)
      after = part.next
    } while (after)
    expect(sizes).toEqual([20, 20, 5])
    expect(seen.slice(0, 33)).toEqual(ids.slice(12))
    expect(new Set(seen.slice(33))).toEqual(new Set(ids.slice(0, 12)))
    house.clock.moveTo(began)
  })

  it('show of a contact no more than its kind and the end of a number', () => {
    expect(maskContact(PHONE)).toBe('••••••••45')
    expect(maskContact('९८२९०१२३४५')).toBe('••••••••४५')
    expect(maskContact('asha@example.org')).toBe('••••@••••')
    expect(maskContact('मकान 12, आशा का घर')).toBe('••••••')
  })

  it('open one contact after the second step, with a note in the audit log and in the record of the reporter, also of another wing', async () => {
    const person = await network.person({ place: network.tree.booth(0, 0, 0), wing: network.wings.women })
    const parent = await network.holder(network.tree.state, network.wings.parent)
    const her = house.as(await network.actor(person, 1))
    const id = await reported(her)
    house.clock.moveTo(new Date(house.clock.now().getTime() + 3_600_000))
    await expect(reveal(house.as({ ...parent, assurance: 1 }), id)).rejects.toMatchObject({
      id: 'secondStepNeeded',
    })
    expect(await auditOf(id)).toHaveLength(1)
    const once = { command: command(), reportId: id }
    expect(await revealHarassmentContact(house.as(parent), once)).toBe(PHONE)
    expect(await revealHarassmentContact(house.as(parent), once)).toBe(PHONE)
    expect(await auditOf(id)).toEqual([
      expect.objectContaining({ verb: 'people.reportHarassment' }),
      { verb: 'people.revealHarassmentContact', actor_person: parent.personId, detail: {} },
    ])
    expect((await myRecord(her)).sightings).toEqual([
      expect.objectContaining({ what: 'phone', at: house.clock.now() }),
    ])
    expect((await listHarassmentReports(house.as(parent))).reports).toMatchObject([{ id, seen: 1 }])
  })

  it('open a contact said again within minutes as the same look, later as a new one that is noted', async () => {
    const id = await reported()
    const again = { command: command(), reportId: id }
    const began = house.clock.now()
    const looks = async () => (await listHarassmentReports(house.as(chief))).reports[0]!.seen
    const later = async (minutes: number) => {
      house.clock.moveTo(new Date(began.getTime() + minutes * 60_000))
      expect(await revealHarassmentContact(house.as(chief), again)).toBe(PHONE)
      return looks()
    }
    expect([await later(0), await later(4), await later(6), await later(60 * 24 * 20)]).toEqual([1, 1, 2, 3])
    house.clock.moveTo(began)
  })

  it(`open at most ${CONTACTS_A_DAY} contacts a day for one person`, async () => {
    const busy = await network.holder(network.tree.state, null)
    const [first, last] = [await reported(), await reported()]
    await sql`
      with more as (insert into people.harassment_report (id, kind, place_lft, at)
        select gen_random_uuid(), 'calls', ${network.tree.state.lft}, ${house.clock.now()}
        from generate_series(1, ${CONTACTS_A_DAY - 1}) returning id)
      select count(*) from more`.execute(house.owner.db)
    await sql`insert into people.harassment_sighting (report_id, seen_by, at)
      select id, ${busy.personId}, ${house.clock.now()} from people.harassment_report where kind = 'calls'`.execute(
      house.owner.db,
    )
    expect(await reveal(house.as(busy), first)).toBe(PHONE)
    await expect(reveal(house.as(busy), last)).rejects.toMatchObject({ id: 'tooOften' })
    expect(await reveal(house.as(chief), last)).toBe(PHONE)
  })

  it('are settled once, in words that the audit log does not repeat; replayed, nothing changes', async () => {
    const id = await reported()
    const ordered = { command: command(), reportId: id, outcome: '  बात की,\nसमझाया ' }
    await settleHarassmentReport(house.as(chief), ordered)
    await settleHarassmentReport(house.as(chief), ordered)
    const entries = await auditOf(id)
    expect(entries.map(({ verb }) => verb)).toEqual([
      'people.reportHarassment',
      'people.settleHarassmentReport',
    ])
    expect(JSON.stringify(entries)).not.toContain('समझाया')
    const { reports: listed } = await listHarassmentReports(house.as(chief))
    expect(listed).toMatchObject([
      { id, settled: { at: house.clock.now(), by: expect.any(String) as string, outcome: 'बात की, समझाया' } },
    ])
    await expect(settle(house.as(chief), id)).rejects.toMatchObject({ id: 'changedMeanwhile' })
    const events = await sql`select from outbox.event where name = 'people.harassmentSettled'
      and payload ->> 'reportId' = ${id}`.execute(house.owner.db)
    expect(events.rows).toHaveLength(1)
  })

  it.each(['', '  ', 'ok', 'क'.repeat(501)])('are not settled with "%s"', async (outcome) => {
    const id = await reported()
    await expect(
      settleHarassmentReport(house.as(chief), { command: command(), reportId: id, outcome }),
    ).rejects.toMatchObject({
      id: 'badInput',
      fields: { outcome: expect.stringMatching(/^people_c_harassment_outcome_/) as string },
    })
  })
})

describe('someone else', () => {
  const places: Record<string, () => Place> = {
    state: () => network.tree.state,
    district: () => network.tree.district(0),
    constituency: () => network.tree.constituency(0, 0),
    booth: () => network.tree.booth(0, 0, 0),
  }
  const wings = { parent: 0, youth: 1, women: 2, every: null } as const
  const roles: Role[] = ['coordinator', 'admin', 'booth_lead', 'auditor', 'trainer', 'volunteer']
  const cases = Object.keys(places).flatMap((level) =>
    Object.keys(wings).flatMap((wing) => roles.map((role) => ({ level, wing, role }))),
  )

  it.each(cases)('$role at the $level in the $wing wing', async ({ level, wing, role }) => {
    const number = wings[wing as keyof typeof wings]
    const ctx = house.as(await network.holder(places[level]!(), number, role))
    const expected =
      level === 'state' && (number === null || number === 0) && (role === 'coordinator' || role === 'admin')
        ? 'did'
        : 'refused'
    const id = await reported()
    expect([
      await outcomeOf(() => listHarassmentReports(ctx)),
      await outcomeOf(() => reveal(ctx, id)),
      await outcomeOf(() => settle(ctx, id)),
    ]).toEqual([expected, expected, expected])
    expect((await auditOf(id)).length).toBe(expected === 'did' ? 3 : 1)
  })

  it('nobody answers a report of their own, however high they stand', async () => {
    const id = await reported(house.as(chief))
    const { reports: listed } = await listHarassmentReports(house.as(chief))
    expect(listed).toMatchObject([{ id, mayAnswer: false }])
    expect(await outcomeOf(() => reveal(house.as(chief), id))).toBe('refused')
    expect(await outcomeOf(() => settle(house.as(chief), id))).toBe('refused')
    expect(await outcomeOf(() => settle(house.as(NOBODY), id))).toBe('refused')
  })

  it('without a policy in the way, row-level security shows and settles nothing for a local coordinator', async () => {
    const id = await reported()
    const local = await network.holder(network.tree.district(0), null)
    await house.as(local).transaction(async (tx) => {
      expect(await reports(tx, house.platform.keys, undefined, 10)).toEqual([])
      expect(await lockReport(tx, house.platform.keys, id)).toBeUndefined()
      await saveOutcome(tx, id, { by: local.personId, outcome: 'nothing' })
      await sql`select people.tell_reporter(${id}, ${tx.now})`.execute(tx.db)
    })
    const { rows } = await sql<{ settled_at: Date | null }>`
      select settled_at from people.harassment_report where id = ${id}`.execute(house.owner.db)
    expect(rows).toEqual([{ settled_at: null }])
  })

  it('nobody rewrites what was told, nor takes a report away', async () => {
    await reported()
    for (const statement of [
      sql`update people.harassment_report set told = null`,
      sql`delete from people.harassment_report`,
    ])
      await expect(house.as(chief).transaction(({ db }) => statement.execute(db))).rejects.toThrow(
        /permission denied/,
      )
  })
})
