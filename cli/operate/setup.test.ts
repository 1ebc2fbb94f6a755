import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '#platform/settings/settings.ts'
import { A_GATEWAY, twoEditions, type ProvisionedHouse, type TwoEditions } from '#tests/wall/twoEditions.ts'

const root = join(import.meta.dirname, '../..')
const ANSWERS = {
  settings: {
    nameHi: 'जन शिक्षा मंच',
    nameEn: "People's Learning Forum",
    grievanceName: 'शिकायत अधिकारी',
    grievanceContact: 'grievance@example.org',
  },
  wings: [
    { key: 'parent', nameHi: 'मूल संगठन', nameEn: 'Parent body' },
    { key: 'youth', nameHi: 'युवा प्रकोष्ठ', nameEn: 'Youth wing' },
  ],
  admin: { name: 'परीक्षण व्यवस्थापक', phone: '6100099321' },
}

let both: TwoEditions
beforeAll(async () => {
  both = await twoEditions()
})
afterAll(() => both.close())

async function run(house: ProvisionedHouse, ...words: string[]): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [join(root, 'cli/karyakarta.mjs'), ...words], {
    env: { PATH: process.env.PATH, ...house.variables, ...A_GATEWAY },
    cwd: root,
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += String(part)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, text }
}
const answersFile = (answers: object): string => {
  const file = join(both.folder, `answers-${Math.random()}.json`)
  writeFileSync(file, JSON.stringify(answers))
  return file
}

it('a new organisation is set up with Rajasthan, its wings and one admin over the whole state; the doctor is content', async () => {
  const house = both.organisation
  const first = await run(house, 'setup', '--from', answersFile(ANSWERS))
  expect(first, first.text).toMatchObject({ code: 0 })
  expect(first.text).not.toContain('6100099321')
  const admins = await sql<{ role: string; level: string; wing: number | null; state: string }>`
    select a.role, p.level, a.wing, who.state from people.appointment a
    join places.place p on p.id = a.place_id join people.person who on who.id = a.person_id`.execute(
    house.owner.db,
  )
  expect(admins.rows).toEqual([{ role: 'admin', level: 'state', wing: null, state: 'vouched' }])
  const doctor = await run(house, 'doctor')
  expect(doctor, doctor.text).toMatchObject({ code: 0 })
  expect(doctor.text).toContain('41 districts, 200 constituencies, 45322 booths')
  // An organisation that was set up before there were courses gets them with its next `migrate`, once; a real one reads each before anybody learns it.
  await sql`delete from learning.course`.execute(house.owner.db)
  const migrated = await run(house, 'migrate')
  expect(migrated, migrated.text).toMatchObject({ code: 0 })
  expect(migrated.text).toMatch(/Courses: (?:2\d|3\d|4\d) new lessons and 0 newer editions wait to be read/)
  const states = await sql<{ state: string }>`select distinct state from learning.version`.execute(
    house.owner.db,
  )
  expect(states.rows).toEqual([{ state: 'in_review' }])
  const again = await run(house, 'import', 'courses')
  expect(again, again.text).toMatchObject({ code: 0 })
  expect(again.text).toContain('The courses are up to date.')
  expect(doctor.text).toContain('1 vouched; 1 of 1 sealed phones open')
}, 120_000)

it('a second set-up is refused, a change is not, and wings keep their numbers', async () => {
  const house = both.organisation
  expect(await run(house, 'setup', '--from', answersFile(ANSWERS))).toMatchObject({ code: 1 })
  const changed = {
    settings: { ...ANSWERS.settings, nameEn: 'Forum' },
    wings: [ANSWERS.wings[1], { key: 'women', nameHi: 'महिला', nameEn: 'Women' }, ANSWERS.wings[0]],
  }
  const change = await run(house, 'setup', '--change', '--from', answersFile(changed))
  expect(change, change.text).toMatchObject({ code: 0 })
  expect((await readSettings(house.platform.db))?.nameEn).toBe('Forum')
  const wings = await sql<{
    key: string
    number: number
  }>`select key, number from people.wing order by position`.execute(house.owner.db)
  expect(wings.rows).toEqual([
    { key: 'youth', number: 1 },
    { key: 'women', number: 2 },
    { key: 'parent', number: 0 },
  ])
}, 60_000)

it('an edition in which nobody has an administrator’s power gets one, and only then', async () => {
  const house = both.organisation
  const admin = { name: 'परीक्षण उत्तराधिकारी', phone: '6100099322' }
  const appoint = () => run(house, 'setup', '--admin', '--from', answersFile({ admin }))
  await sql`
    insert into people.declaration (id, person_id, version, language, declared_at, session_id)
    select gen_random_uuid(), id, people.declaration_in_force(), 'hi', now(), gen_random_uuid() from people.person`.execute(
    house.owner.db,
  )
  const inPower = await appoint()
  expect(inPower, inPower.text).toMatchObject({ code: 1 })
  expect(inPower.text).toMatch(/administrator in office/)
  await sql`update people.appointment set to_at = now() where role = 'admin'`.execute(house.owner.db)
  const appointed = await appoint()
  expect(appointed, appointed.text).toMatchObject({ code: 0 })
  const held = await sql<{ name: string }>`
    select who.name from people.appointment a join people.person who on who.id = a.person_id
    where a.role = 'admin' and a.to_at is null`.execute(house.owner.db)
  expect(held.rows).toEqual([{ name: admin.name }])
  expect((await appoint()).code).toBe(1)
}, 60_000)

it('answers that do not hold change nothing and name the fault', async () => {
  const house = both.programme
  const wrong = await run(house, 'setup', '--from', answersFile({ ...ANSWERS, settings: { nameHi: '' } }))
  expect(wrong).toMatchObject({ code: 1 })
  expect(wrong.text).toMatch(/settings\.nameHi/)
  const phone = { ...ANSWERS, admin: { name: 'क', phone: '12' } }
  expect(await run(house, 'setup', '--from', answersFile(phone))).toMatchObject({ code: 1 })
  const people = await sql`select from people.person`.execute(house.owner.db)
  expect(people.rows).toEqual([])
}, 60_000)

it('an API key is made, listed without its token, and ended', async () => {
  const house = both.organisation
  const admin = await sql<{ id: string }>`select id from people.person`.execute(house.owner.db)
  const made = await run(house, 'api-key', 'create', '--person', admin.rows[0]!.id, '--name', 'report')
  expect(made, made.text).toMatchObject({ code: 0 })
  const [token] = made.text.split('\n')
  expect(token).toMatch(/^kk_organisation_/)
  const list = await run(house, 'api-key', 'list')
  expect(list.text).toContain('report')
  expect(list.text).not.toContain(token)
  const [id] = list.text.split(' ')
  expect(await run(house, 'api-key', 'revoke', id!)).toMatchObject({ code: 0 })
  expect((await run(house, 'api-key', 'list')).text).toBe('')
}, 60_000)
