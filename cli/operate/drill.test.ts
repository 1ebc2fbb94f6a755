import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { markMadeUp } from '#platform/demo/madeUp.ts'
import { diskStore } from '#platform/files/diskStore.ts'
import { putFile } from '#platform/files/files.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { commandLine, destroyEdition } from '#tests/operators/commandLine.ts'
import { A_GATEWAY, twoEditions, type ProvisionedHouse, type TwoEditions } from '#tests/wall/twoEditions.ts'

let both: TwoEditions
let house: ProvisionedHouse
beforeAll(async () => {
  both = await twoEditions()
  house = both.organisation
  const network = await arrangeNetwork(house)
  await network.person({ place: network.tree.booth(0, 1, 1) })
  await house.asSystem().transaction(async (tx) => {
    const grievance = { grievanceName: 'शिकायत अधिकारी', grievanceContact: 'help@example.org' }
    await saveSettings(tx, settingsSchema.parse({ nameHi: 'नमूना', nameEn: 'Sample', ...grievance }))
    const list = (async function* () {
      yield Buffer.from('नाम,बूथ\nक,1\n')
    })()
    const store = diskStore(house.platform.environment.KARYAKARTA_FILES)
    await putFile(tx, store, list, { limit: 999, kinds: ['csv'] })
  })
})
afterAll(() => both.close())

/** The command line as an operator of this edition runs it. */
const run = (...words: string[]) => commandLine({ ...house.variables, ...A_GATEWAY }, ...words)

it('backup, destroy everything, restore: the doctor finds nothing wrong, and no secret was printed', async () => {
  const target = join(both.folder, 'drill.tar')
  const healthy = await run('doctor')
  expect(healthy, healthy.text).toMatchObject({ code: 0 })
  const made = await run('backup', target, '--with-keys')
  expect(made, made.text).toMatchObject({ code: 0 })
  for (const file of [target, `${target}.keys.json`]) expect(statSync(file).mode & 0o777).toBe(0o600)
  await destroyEdition(both, house)

  const withoutKeys = await run('restore', target)
  expect(withoutKeys.code).toBe(1)
  const restored = await run('restore', target, '--keys', `${target}.keys.json`)
  expect(restored, restored.text).toMatchObject({ code: 0 })
  const after = await run('doctor', '--json')
  expect(after, after.text).toMatchObject({ code: 0 })
  const reports = JSON.parse(after.text) as { id: string; seen: string }[]
  expect(reports.find(({ id }) => id === 'people')?.seen).toContain('1 of 1 sealed phones open')
  expect(reports.find(({ id }) => id === 'places')?.seen).toBe('2 districts, 4 constituencies, 12 booths')
  const again = await run('restore', target)
  expect(again).toMatchObject({ code: 1 })
  expect(again.text).toMatch(/not empty/)
  for (const { text } of [healthy, made, restored, after, again]) expect(text).not.toContain('only-for-tests')
}, 120_000)

it('the doctor says what is wrong and what to do, and exits with 1', async () => {
  const keys = join(both.folder, 'organisation/keys')
  await sql`alter table people.person no force row level security`.execute(house.owner.db)
  await house.asSystem().transaction(async (tx) => {
    await sql`insert into outbox.event (name, payload, at, next_attempt_at, attempts) values ('x', '{}', now(), now(), 99)`.execute(
      tx.db,
    )
  })
  const key = join(keys, 'sealing.1.key')
  const kept = readFileSync(key)
  writeFileSync(key, `${'ab'.repeat(32)}\n`, { mode: 0o644 })
  const { code, text } = await run('doctor')
  writeFileSync(key, kept)
  await sql`alter table people.person force row level security; delete from outbox.event where name = 'x'`.execute(
    house.owner.db,
  )
  expect(code).toBe(1)
  expect(text).toMatch(/✗ Row-level security.*people\.person not forced/)
  expect(text).toMatch(/✗ Work behind the pages: .* 1 given up/)
  expect(text).toMatch(/✗ People: .*0 of 1 sealed phones open/)
  expect(text).toMatch(/→ /)
  expect(text).toMatch(/3 of 15 checks do not hold/)
}, 60_000)

it('the doctor is content with no SMS gateway only where the people are made up', async () => {
  const withoutGateway = async () => {
    const { code, text } = await commandLine(house.variables, 'doctor', '--json')
    const reports = JSON.parse(text) as { id: string; ok: boolean; seen: string; todo?: { en: string } }[]
    return { code, sms: reports.find(({ id }) => id === 'sms')! }
  }
  const real = await withoutGateway()
  expect(real.code).toBe(1)
  expect(real.sms).toMatchObject({ ok: false, seen: 'no gateway: nobody gets a code' })
  expect(real.sms.todo?.en).toContain('SMS_GATEWAY_URL')
  await house.asSystem().transaction(markMadeUp)
  expect(await withoutGateway()).toMatchObject({ code: 0, sms: { ok: true } })
  await sql`delete from platform.setting where key = 'made_up'`.execute(house.owner.db)
}, 60_000)

it('audit verify is green on an untouched log and names the entry that was altered', async () => {
  expect(await run('audit', 'verify')).toMatchObject({ code: 0 })
  await sql
    .raw(`alter table audit.entry disable trigger user; update audit.entry set verb = 'x' where seq = 1`)
    .execute(house.owner.db)
  const { code, text } = await run('audit', 'verify')
  expect(code).toBe(1)
  expect(text).toMatch(/entry 1 was altered/)
}, 60_000)

it('a backup never takes the place of something, and one that broke off leaves nothing', async () => {
  const target = join(both.folder, 'drill.tar')
  expect(await run('backup', target)).toMatchObject({ code: 1 })
  const lost = join(both.folder, 'organisation/files')
  renameSync(lost, `${lost}-away`)
  const broken = join(both.folder, 'broken')
  expect((await run('backup', broken)).text).toMatch(/missing from the store/)
  expect(existsSync(broken)).toBe(false)
  renameSync(`${lost}-away`, lost)
}, 60_000)

it('the keys that sign are listed, rotated and withdrawn by commands, made where an earlier version had none, and never printed', async () => {
  const folder = join(both.folder, 'organisation/keys')
  const file = (id: number) => join(folder, `signing.${id}.key`)
  const seed = () => readFileSync(file(1), 'utf8').slice(0, 64)
  const onlyOne = await run('keys', 'withdraw', '1')
  expect(onlyOne.code).toBe(1)
  expect(onlyOne.text).toMatch(/the only one that signs today/)
  const past = await run('keys', 'rotate', '--from', '2020-01-01')
  expect(past.code, past.text).toBe(1)
  const rotated = await run('keys', 'rotate')
  expect(rotated, rotated.text).toMatchObject({ code: 0 })
  const withdrawn = await run('keys', 'withdraw', '1')
  expect(withdrawn, withdrawn.text).toMatchObject({ code: 0 })
  const listed = await run('keys', 'list')
  expect(listed.text).toMatch(/^1 {2}\S+ – \S+ withdrawn {2}[0-9a-f]{64}\n2 {2}\S+ – … {2}[0-9a-f]{64}\n$/)
  for (const { text } of [onlyOne, past, rotated, withdrawn, listed]) expect(text).not.toContain(seed())

  renameSync(file(1), `${file(1)}.away`)
  renameSync(file(2), `${file(2)}.away`)
  expect((await run('doctor')).text).toMatch(/no signing key .* karyakarta migrate/)
  const migrated = await run('migrate')
  expect(migrated, migrated.text).toMatchObject({ code: 0 })
  expect(migrated.text).toMatch(/Made .*signing\.1\.key/)
  expect((await run('migrate')).text).not.toMatch(/Made/)
  expect(statSync(file(1)).mode & 0o777).toBe(0o600)
}, 120_000)
