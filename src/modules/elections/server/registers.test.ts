/** Registers and the ledger on a real database: what is wrong is answered, never taken away; money stays whole. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { addCertificate, listCertificates, withdrawCertificate } from './certificates.ts'
import { changeRule, listRules } from './changeRule.ts'
import { exportLedger } from './exportLedger.ts'
import { addHandle, endHandle, listHandles } from './handles.ts'
import { addExpense, reverseExpense, viewLedger } from './ledger.ts'
import { previewPhase } from './previewPhase.ts'
import { saveHead } from './saveHead.ts'
import { viewElection } from './viewCalendar.ts'

let house: TestPlatform
let network: Network
let admin: Context
let electionId: string
const command = () => uuidv7()
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  admin = house.as(await network.holder(network.tree.state, null, 'admin'))
  electionId = await arrangeElection(admin)
})
afterAll(() => house.close())
const spend = (amount: string, headKey = 'materials') =>
  addExpense(admin, { command: command(), electionId, headKey, spentOn: '2026-11-20', amount, what: 'पर्चे छपे', means: 'transfer' }) // prettier-ignore
const audited = async (subject: string) =>
  (await sql<{ verb: string; detail: Record<string, unknown> }>`select verb, detail from audit.entry where subject = ${subject} order by seq`.execute(house.owner.db)).rows // prettier-ignore

it('a wrong expense gets its counter-entry, once; sums follow; the entry itself can be neither changed nor deleted', async () => {
  await spend('1,00,000.75')
  const { expenseId } = await spend('250.25', 'vehicles')
  const before = await viewLedger(admin, electionId)
  expect(before.total).toBe(10_000_075 + 25_025)
  const reverse = (id = command()) =>
    reverseExpense(admin, { command: id, expenseId, why: 'दो बार लिखा गया' })
  const same = command()
  expect(await reverse(same)).toEqual(await reverse(same))
  await expect(reverse()).rejects.toMatchObject({ reason: 'elections_reversed_already' })
  const after = await viewLedger(admin, electionId)
  expect(after.total).toBe(10_000_075)
  expect(after.heads.find(({ key }) => key === 'vehicles')!.paise).toBe(0)
  expect(after.entries.map(({ paise }) => paise).sort((one, other) => one - other)).toEqual([-25_025, 25_025, 10_000_075]) // prettier-ignore
  const counter = after.entries.find(({ reverses }) => reverses === expenseId)!
  await expect(
    reverseExpense(admin, { command: command(), expenseId: counter.id, why: 'वापस' }),
  ).rejects.toMatchObject({ reason: 'elections_reversed_already' })
  const { db } = house.owner
  for (const deed of [
    sql`update elections.expense set paise = 1 where id = ${expenseId}`,
    sql`delete from elections.expense where id = ${expenseId}`,
    sql`insert into elections.expense (id, election_id, head_key, spent_on, paise, what, means, reverses, why, at)
      select gen_random_uuid(), election_id, head_key, spent_on, -1, what, means, id, 'नहीं', now() from elections.expense where paise = 10000075`,
  ])
    await expect(deed.execute(db)).rejects.toThrow(/only written on|answers one entry wholly/)
  expect((await audited(`expense:${expenseId}`)).map(({ verb }) => verb)).toEqual([
    'elections.addExpense',
    'elections.reverseExpense',
  ])
})

it('the ledger’s wall opens for those who act for the whole state in every wing, and for nobody else', async () => {
  await spend('30')
  const { tree, wings } = network
  const sees = async (ctx: Context) =>
    ctx.transaction(async (tx) => (await sql`select from elections.expense limit 1`.execute(tx.db)).rows.length)
  expect(await sees(admin)).toBe(1)
  for (const holder of [
    await network.holder(tree.district(0), null, 'admin'),
    await network.holder(tree.state, wings.youth, 'coordinator'),
    await network.holder(tree.booth(0, 0, 0), null, 'booth_lead'),
  ])
    expect(await sees(house.as(holder))).toBe(0)
}) // prettier-ignore

it('two who answer the same entry at once write one counter-entry', async () => {
  const { expenseId } = await spend('10')
  const both = await Promise.allSettled(
    [1, 2].map(() => reverseExpense(admin, { command: command(), expenseId, why: 'ग़लत' })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

it('heads are data: changed as they were seen, closed for new entries, and the file follows them', async () => {
  const { heads } = await viewLedger(admin, electionId)
  const { key, nameHi, nameEn, number, source, readOn, version } = heads.find(
    (head) => head.key === 'workers',
  )!
  const said = { key, nameHi, number, source, readOn, nameEn: 'Workers and agents', isOpen: false }
  await saveHead(admin, { command: command(), ...said, basedOn: version })
  await expect(saveHead(admin, { command: command(), ...said, basedOn: version })).rejects.toMatchObject({
    reason: 'elections_changed',
  })
  await expect(spend('5', 'workers')).rejects.toMatchObject({ fields: { headKey: 'elections_head_unknown' } })
  await expect(spend('5', 'nosuch')).rejects.toMatchObject({ fields: { headKey: 'elections_head_unknown' } })
  await expect(spend('5.005')).rejects.toMatchObject({ fields: { amount: 'elections_amount_wrong' } })
  const added = await saveHead(admin, { command: command(), number: 'ix', nameHi: 'और कुछ', nameEn: 'More', source: 'a form', readOn: '2026-11-26', isOpen: true }) // prettier-ignore
  await spend('7', added.key)
  expect(nameEn).not.toBe(said.nameEn)
  const file = await exportLedger(admin, { electionId, format: 'xlsx' })
  expect(file.heads.at(-1)).toMatchObject({ key: added.key, paise: 700 })
  expect(file.heads.find((head) => head.key === 'workers')!.nameEn).toBe(said.nameEn)
  expect(file.heads.reduce((sum, { paise }) => sum + paise, 0)).toBe(file.total)
  const log = await audited(`election:${electionId}`)
  expect(log.at(-1)).toMatchObject({ verb: 'elections.exportLedger', detail: { file: file.fileId } })
})

it('a certificate is for one material, stands once, and stays in the register when it is withdrawn', async () => {
  const said = { electionId, number: 'MCMC/7', authority: 'राज्य समिति', issuedOn: '2026-11-20', title: 'पोस्टर', material: `${'AB'.repeat(31)} cd` } // prettier-ignore
  const { certificateId } = await addCertificate(admin, { command: command(), ...said })
  await expect(addCertificate(admin, { command: command(), ...said })).rejects.toMatchObject({
    reason: 'elections_certificate_twice',
  })
  await expect(addCertificate(admin, { command: command(), ...said, material: 'abc' })).rejects.toMatchObject(
    {
      fields: { material: 'elections_material_needed' },
    },
  )
  // A film that was chosen would not wait at the second step: the page asks for it first.
  const withoutStep = house.as(await network.holder(network.tree.state, null, 'admin', 1))
  expect((await listCertificates(withoutStep)).needsStep).toBe(true)
  expect((await listCertificates(admin)).needsStep).toBe(false)
  await withdrawCertificate(admin, { command: command(), certificateId, why: 'समिति का पत्र' })
  const { certificates } = await listCertificates(admin)
  expect(certificates.find(({ id }) => id === certificateId)).toMatchObject({
    material: `${'ab'.repeat(31)}cd`,
    withdrawnWhy: 'समिति का पत्र',
  })
  // Withdrawn by mistake, it is entered anew, and stands for its own election alone.
  await addCertificate(admin, { command: command(), ...said })
  await addCertificate(admin, { command: command(), ...said, electionId: await arrangeElection(admin) })
})

it('a handle is in the register once while it is used; ended it stays, and may begin anew', async () => {
  const said = { network: 'youtube', handle: '@Namuna', address: 'https://video.example/@namuna', answerable: 'मीडिया कार्यालय', since: '2026-01-01' } as const // prettier-ignore
  const { handleId } = await addHandle(admin, { command: command(), ...said })
  await expect(addHandle(admin, { command: command(), ...said, handle: '@namuna' })).rejects.toMatchObject({
    reason: 'elections_handle_twice',
  })
  await expect(
    endHandle(admin, { command: command(), handleId, endedOn: '2025-12-31', why: 'बंद' }),
  ).rejects.toMatchObject({ fields: { endedOn: 'elections_ended_before' } })
  await endHandle(admin, { command: command(), handleId, endedOn: '2026-06-01', why: 'बंद हुआ' })
  await addHandle(admin, { command: command(), ...said, since: '2026-07-01' })
  expect((await listHandles(admin)).handles.map(({ endedOn }) => endedOn)).toEqual([null, '2026-06-01'])
  for (const address of ['http://video.example/', 'javascript:alert(1)', 'https://'])
    await expect(addHandle(admin, { command: command(), ...said, handle: 'other', address })).rejects.toMatchObject({ fields: { address: 'elections_url_wrong' } }) // prettier-ignore
})

it('a rule is changed as it was seen, keeps its versions, and every one of them has a source and a day', async () => {
  const { rules } = await listRules(admin)
  expect(rules.map(({ key }) => key)).toEqual(['silence', 'exit_polls', 'opinion_polls', 'certificate_electronic', 'certificate_print', 'model_code', 'expenditure', 'expenditure_parliament']) // prettier-ignore
  for (const rule of rules) {
    expect(rule.law.length).toBeGreaterThan(10)
    expect(rule.source.length).toBeGreaterThan(10)
    expect(rule.readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    // Nobody's lawyer has confirmed what engineers wrote.
    expect(rule.confirmedBy).toBeNull()
  }
  const said = { key: 'silence', basedOn: 1, isOn: true, ways: ['sms'], fromMinutes: '-2880', untilMinutes: '0', law: 's. 126', source: 'the Act itself', readOn: '2026-11-26', confirmedBy: 'विधि कार्यालय', confirmedOn: '2026-11-26' } as const // prettier-ignore
  const change = (id = command(), more: object = {}) => changeRule(admin, { command: id, ...said, ways: ['sms'], ...more }) // prettier-ignore
  const same = command()
  expect(await change(same)).toEqual({ version: 2 })
  expect(await change(same)).toEqual({ version: 2 })
  await expect(change()).rejects.toMatchObject({ reason: 'elections_changed' })
  await expect(change(command(), { basedOn: 2, confirmedOn: '' })).rejects.toMatchObject({
    fields: { confirmedOn: 'elections_confirmed_both' },
  })
  // Its words changed, what the lawyer said is of the rule before; said anew on another day it stands again.
  const standing = async () =>
    (await listRules(admin)).rules.find(({ key }) => key === 'silence')!.confirmedBy
  expect(await standing()).toBe('विधि कार्यालय')
  await change(command(), { basedOn: 2 })
  expect(await standing()).toBe('विधि कार्यालय')
  await change(command(), { basedOn: 3, fromMinutes: '-2820' })
  expect(await standing()).toBeNull()
  await change(command(), { basedOn: 4, confirmedOn: '2026-11-27' })
  expect(await standing()).toBe('विधि कार्यालय')
  const refused = (more: object) => expect(change(command(), { basedOn: 5, ...more })).rejects
  await refused({ fromMinutes: '0' }).toMatchObject({ fields: { untilMinutes: 'elections_minutes_order' } })
  await refused({ ways: [] }).toMatchObject({ fields: { ways: 'elections_ways_needed' } })
  await refused({ key: 'exit_polls', basedOn: 1 }).toMatchObject({
    fields: { ways: 'elections_ways_not_asked' },
  })
  const { rows } = await sql<{ version: number }>`select version from elections.rule where key = 'silence' order by 1`.execute(house.owner.db) // prettier-ignore
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5])
  await expect(
    sql`update elections.rule set is_on = false where key = 'silence'`.execute(house.owner.db),
  ).rejects.toThrow(/stays as it is/)
})

it('a preview names places, windows and what else polls there, and writes nothing', async () => {
  const phaseId = await arrangePhase(admin, electionId, { constituencies: '1-2', hours: '1/2 7:00-15:00' })
  const preview = await previewPhase(admin, { electionId, nameHi: 'दूसरा', nameEn: 'Second', pollOn: '2026-12-05', opens: '07:00', closes: '18:00', constituencies: '2-4, 90', hours: '3/1 7:00-17:00\n1/1 7:00-17:00' }) // prettier-ignore
  expect(preview.constituencies.map(({ code }) => code)).toEqual([2, 3, 4])
  expect(preview).toMatchObject({ unknown: [90], unknownHours: ['1/1'], moves: false, isPast: false })
  expect(preview.also).toEqual([{ nameHi: 'पहला चरण', nameEn: 'Phase 1', pollOn: '2026-11-24', places: 1 }])
  const silence = preview.windows.filter(({ key }) => key === 'silence')
  expect(silence.map(({ until }) => until!.toISOString()).sort()).toEqual(['2026-12-05T11:30:00.000Z', '2026-12-05T12:30:00.000Z']) // prettier-ignore
  const { phases } = await viewElection(admin, electionId)
  expect(phases.map(({ id, numbers, typedHours }) => [id, numbers, typedHours])).toEqual([[phaseId, '1–2', '1/2 07:00-15:00']]) // prettier-ignore
})
