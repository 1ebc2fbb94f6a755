import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { importList, upload, uploadAndCheck } from '#tests/builders/importing.ts'
import { workbook } from '#tests/builders/workbook.ts'
import { typeInKrutiDev } from '../../../../engines/krutidev/typeInKrutiDev.ts'
import { countOf, type Counts } from '../../domain/import/importRun.ts'
import { agree } from '../agree.ts'
import { forgetPeople } from '../forgetPeople.ts'
import { behindPhone } from '../behindPhone.ts'
import { phoneIndexOf, phoneOf } from '../personStore.ts'
import { verifyPhone } from '../verifyPhone.ts'
import { badRows } from './badRows.ts'
import { checkRows } from './checkRows.ts'
import { discardImport } from './discardImport.ts'
import { requireImporting } from './listImports.ts'
import { runImport } from './runImport.ts'
import { takeBack } from './takeBack.ts'
import { undoImport } from './undoImport.ts'
import { viewImport } from './viewImport.ts'
import { writePeople } from './writePeople.ts'

const stage = useImportStage()

const wing = 1
const district = () => stage.network.tree.district(0)
const as = (actor = stage.coordinator) => stage.house.as(actor)
let counter = 0
const phone = () => `98290${String(10_000 + counter++)}`
const HEADINGS = 'Name,Mobile,AC No,Booth No'
const list = (...rows: readonly (readonly (string | number)[])[]) =>
  [HEADINGS, ...rows.map((row) => row.join(','))].join('\n')
const give = (file: string | Buffer, place: { id: string } = district()) => ({ place, wing, file })
const totals = (counts: Counts) =>
  Object.fromEntries((['new', 'changed', 'same', 'doubtful', 'refused'] as const).map((outcome) => [outcome, countOf(counts, outcome)])) // prettier-ignore
const none = { new: 0, changed: 0, same: 0, doubtful: 0, refused: 0 }
const count = async (what: ReturnType<typeof sql>) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${what}`.execute(stage.house.owner.db)).rows[0]!.n
const peopleCalled = (name: string) => count(sql`people.person where name = ${name}`)
const idOf = async (name: string) =>
  (await sql<{ id: string }>`select id from people.person where name = ${name}`.execute(stage.house.owner.db)).rows[0]!.id // prettier-ignore
const refusal = async (work: Promise<unknown>) => {
  const thrown = await work.then(() => undefined, (error: unknown) => error) // prettier-ignore
  if (!isRefusal(thrown)) throw new Error(`expected a refusal, got ${String(thrown)}`)
  return thrown.reason ?? Object.values(thrown.fields)[0] ?? thrown.id
}
const WORDS = {
  headings: ['कारण', 'Reason', 'Line'],
  field: (field: string) => field,
  reason: (id: string, locale: string) => `${locale} ${id}`,
} as const
const fileOf = async (importId: string) =>
  (await Array.fromAsync(await badRows(as(), importId, WORDS))).join('')

describe('an import', () => {
  it('makes applications that nobody counts until they agree themselves, with sealed phones', async () => {
    const number = phone()
    const { preview, done } = await importList(stage.house, as(), give(list(['सुनीता पहली', number, 1, 2])))
    expect(totals(preview.counts)).toEqual({ ...none, new: 1 })
    expect(done).toMatchObject({ state: 'done', counts: preview.counts, done: 1, total: 1 })
    const booth = stage.network.tree.booth(0, 0, 1)
    const { rows } = await sql`
      select id, name_latin, state, awaits_consent, place_id, wing, phone_verified_at from people.person where name = 'सुनीता पहली'`.execute(
      stage.house.owner.db,
    )
    expect(rows).toEqual([
      {
        id: expect.any(String),
        name_latin: 'Sunita Pahli',
        state: 'applied',
        awaits_consent: true,
        place_id: booth.id,
        wing,
        phone_verified_at: null,
      },
    ])
    const { id } = rows[0] as { id: string }
    expect(await stage.house.asSystem().transaction((tx) => phoneOf(tx, stage.house.platform.keys, id))).toBe(`+91${number}`) // prettier-ignore
    const standing = () =>
      stage.house.asSystem().transaction(({ db }) => sql`select standing from people.standing where place_lft = ${booth.lft}`.execute(db).then(({ rows: all }) => all.length)) // prettier-ignore
    expect(await standing()).toBe(0)
    // Who proves that phone may say that she is this one, though nobody has confirmed it before.
    const index = phoneIndexOf(stage.house.platform.keys, `+91${number}`)
    expect(await behindPhone(stage.house.as(NOBODY), index)).toEqual([
      { personId: id, name: 'सुनीता पहली', isProved: true },
    ])
    // She signs in: her phone is proved, and still she counts for nothing.
    const self = stage.house.as(await stage.network.actor({ id }, 1))
    expect(await verifyPhone(self)).toBe('applied')
    expect(await standing()).toBe(0)
    const agreement = {
      command: uuidv7(),
      adult: true as const,
      membership: true as const,
      purposes: ['call'] satisfies 'call'[],
    }
    expect(await refusal(agree(self, { ...agreement, membership: false as never }))).toBe('people_membership_needed') // prettier-ignore
    expect(await agree(self, agreement)).toBe('placed')
    expect(await agree(self, agreement)).toBe('placed')
    expect(await standing()).toBe(1)
    expect(await count(sql`people.consent where person_id = ${id} and withdrawn_at is null`)).toBe(2)
  })

  it('says of every row what it would do and why, and does just that', async () => {
    const [known, shared, dull] = [phone(), phone(), phone()]
    await importList(stage.house, as(), give(list(['रमेश दूसरा', known, 1, 1], ['कमला दूसरी', shared, 1, 1])))
    const file = list(
      ['Ramesh Dusra', `+91 ${known}`, 1, 2], // moves: nobody confirmed her
      ['कमला दूसरी', shared, 1, ''], // the same, less precisely
      ['पति दूसरा', shared, 1, 1], // another of the household
      ['नया दूसरा', dull, '', ''], // new, at the list's own place
      ['नया दूसरा', `0${dull}`, '', ''], // repeated
      ['नया दूसरा', dull, 1, 3], // repeated elsewhere
      ['बाहर', phone(), 3, 1],
      ['बूथ नहीं', phone(), 1, 99],
      ['सुन', '9.829E+09', 1, 1],
      ['कमला दूसरी', '', 1, 1], // a namesake
      ['और कोई', '', 1, 1],
      ['', phone(), 1, 1],
      ['दो नंबर', `${phone()} / ${phone()}`, 1, 1],
      ['घर का फ़ोन', `${phone()} / 0141-2345678`, 1, 1],
    )
    const { importId, preview, done } = await importList(stage.house, as(), give(file))
    expect(preview.counts).toEqual({
      new: { '': 1, people_import_r_household: 1, people_import_r_other_number: 1 },
      changed: { '': 1 },
      same: { '': 1, people_import_r_repeated: 1 },
      doubtful: {
        people_import_r_repeated_elsewhere: 1,
        people_import_r_namesake: 1,
        people_import_r_two_numbers: 1,
      },
      refused: {
        people_import_r_outside: 1,
        people_import_r_booth_unknown: 1,
        accounts_phone_spreadsheet: 1,
        people_import_r_no_phone: 1,
        people_import_r_no_name: 1,
      },
    })
    expect(done.counts).toEqual(preview.counts)
    expect(preview.problems.find(({ line }) => line === 10)).toEqual({
      line: 10,
      reason: 'accounts_phone_spreadsheet',
      cells: ['सुन', '9.829E+09', '1', '1'],
    })
    const moved = await sql`select place_id from people.person where name = 'रमेश दूसरा'`.execute(stage.house.owner.db) // prettier-ignore
    expect(moved.rows).toEqual([{ place_id: stage.network.tree.booth(0, 0, 1).id }])
    // Whom the rows name is forgotten; only what can be mended keeps its cells, sealed.
    expect(await count(sql`people.import_row where import_id = ${importId} and outcome in ('new', 'changed', 'same')
      and (name is not null or original_sealed is not null or phone_sealed is not null)`)).toBe(0) // prettier-ignore
    expect(await count(sql`people.import_part where import_id = ${importId}`)).toBe(0)
  })

  it('of the same file again changes nothing', async () => {
    const file = list(...Array.from({ length: 50 }, (_, at) => [`तीसरा ${'अआइ'[at % 3]}${at}क`, phone(), 1, 1 + (at % 3)])) // prettier-ignore
    await importList(stage.house, as(), give(file))
    const before = await sql`select * from people.person order by id`.execute(stage.house.owner.db)
    const again = await uploadAndCheck(stage.house, as(), give(file))
    expect(totals((await viewImport(as(), again)).counts)).toEqual({ ...none, same: 50 })
    expect(await refusal(runImport(as(), { command: uuidv7(), importId: again }))).toBe('people_import_nothing') // prettier-ignore
    expect((await sql`select * from people.person order by id`.execute(stage.house.owner.db)).rows).toEqual(before.rows) // prettier-ignore
  })

  it('run at the same moment as another with the same people makes each of them once', async () => {
    const file = list(...Array.from({ length: 1_500 }, (_, at) => [`चौथा ${at}`, phone(), 1, 1]))
    const other = await stage.network.holder(stage.network.tree.state, null)
    const ids = await Promise.all([uploadAndCheck(stage.house, as(), give(file)), uploadAndCheck(stage.house, as(other), give(file))]) // prettier-ignore
    for (const importId of ids)
      expect(totals((await viewImport(as(), importId)).counts)).toEqual({ ...none, new: 1_500 })
    await Promise.all(ids.map((importId) => runImport(as(), { command: uuidv7(), importId }, 'caller')))
    await Promise.all(ids.map((importId) => writePeople(stage.house.asSystem(), importId)))
    expect(await count(sql`people.person where name like 'चौथा %'`)).toBe(1_500)
    const ended = await Promise.all(ids.map((importId) => viewImport(as(), importId)))
    expect(ended.map(({ state }) => state)).toEqual(['done', 'done'])
    const sum = (outcome: 'new' | 'same') => ended.reduce((all, { counts }) => all + countOf(counts, outcome), 0) // prettier-ignore
    expect([sum('new'), sum('same')]).toEqual([1_500, 1_500])
  })

  it('keeps 40,000 bad rows in a file that can be mended and sent in again', async () => {
    const good = phone()
    const bad = Array.from({ length: 40_000 }, (_, at) => [`=HYPERLINK("x") ${at}`, '12345', 1, 1])
    const { importId, done } = await importList(stage.house, as(), give(list(...bad.slice(0, 20_000), ['पाँचवाँ अच्छा', good, 1, 1], ...bad.slice(20_000)))) // prettier-ignore
    expect(totals(done.counts)).toEqual({ ...none, new: 1, refused: 40_000 })
    const lines = (await fileOf(importId)).trimEnd().split('\r\n')
    expect(lines).toHaveLength(40_001)
    expect(lines[0]).toBe('\ufeffकारण,Reason,Line,Name,Mobile,AC No,Booth No')
    // The formula would run in a spreadsheet: it is disarmed on its way out.
    expect(lines[1]).toBe(`hi people_import_r_formula,en people_import_r_formula,2,"'=HYPERLINK(""x"") 0",12345,1,1`) // prettier-ignore
    const [first, second] = [phone(), phone()]
    const mended = [
      lines[0],
      lines[1]!.replace(`"'=HYPERLINK(""x"") 0",12345`, `पाँचवाँ सुधरा,${first}`),
      lines[2]!.replace(`"'=HYPERLINK(""x"") 1",12345`, `पाँचवाँ दूसरा,${second}`),
      lines[3],
    ].join('\r\n')
    const again = await importList(stage.house, as(), give(mended))
    expect(totals(again.done.counts)).toEqual({ ...none, new: 2, refused: 1 })
    // Five seconds on a quiet machine.
  }, 120_000)

  it('of a workbook with merged cells and a column in Kruti Dev brings good Hindi', async () => {
    const names = ['सुनीता छठी', 'रमेश छठा', 'शर्मिला छठी', 'कृष्णा छठी']
    const file = workbook(
      [
        ['dk;ZdrkZ lwph', null, null, null],
        ['uke', 'eksckbZy', 'AC', 'Booth'],
        ...names.map((name, at) => [typeInKrutiDev(name), 9829090000 + at, at === 0 ? 1 : null, at % 3 + 1]),
      ],
      { merged: ['C3:C6'] },
    ) // prettier-ignore
    const { done } = await importList(stage.house, as(), give(file))
    expect(totals(done.counts)).toEqual({ ...none, new: 4 })
    for (const name of names) expect(await peopleCalled(name)).toBe(1)
  })

  it('that is stopped half-way and tried again goes on where it stopped', async () => {
    const file = list(...Array.from({ length: 2_500 }, (_, at) => [`सातवाँ ${at}`, phone(), 1, 1]))
    const importId = await uploadAndCheck(stage.house, as(), give(file))
    // A second worker looks at the rows too: the one whose turn is over writes nothing.
    await Promise.all([
      checkRows(stage.house.asSystem(), importId),
      checkRows(stage.house.asSystem(), importId),
    ])
    await runImport(as(), { command: uuidv7(), importId }, 'caller')
    await Promise.all([
      writePeople(stage.house.asSystem(), importId),
      writePeople(stage.house.asSystem(), importId),
    ])
    expect(await count(sql`people.person where name like 'सातवाँ %'`)).toBe(2_500)
    expect((await viewImport(as(), importId)).state).toBe('done')
  })

  it('ends when the appointment of whoever made it ends', async () => {
    const brief = await stage.network.holder(district(), wing)
    const importId = await uploadAndCheck(stage.house, as(brief), give(list(['आठवाँ', phone(), 1, 1])))
    await runImport(as(brief), { command: uuidv7(), importId }, 'caller')
    await sql`update people.appointment set to_at = ${stage.house.clock.now()} where person_id = ${brief.personId}`.execute(stage.house.owner.db) // prettier-ignore
    await writePeople(stage.house.asSystem(), importId)
    expect(await viewImport(as(), importId)).toMatchObject({ state: 'stopped', fault: 'people_import_may_not' }) // prettier-ignore
    expect(await peopleCalled('आठवाँ')).toBe(0)
  })

  it('is taken back by another once whoever made it holds no office any more, within what that other may', async () => {
    const brief = await stage.network.holder(district(), wing)
    const { importId } = await importList(stage.house, as(brief), give(list(['बारहवाँ', phone(), 1, 1])))
    await sql`update people.appointment set to_at = ${stage.house.clock.now()} where person_id = ${brief.personId}`.execute(stage.house.owner.db) // prettier-ignore
    await undoImport(as(), { command: uuidv7(), importId })
    expect(await count(sql`jobs.job where name = 'people.undoImport' and data ->> 'importId' = ${importId} and data ->> 'by' = ${stage.coordinator.personId}`)).toBe(1) // prettier-ignore
    await takeBack(stage.house.asSystem(), importId, stage.coordinator.personId)
    expect(await viewImport(as(), importId)).toMatchObject({ state: 'undone', undoCounts: { removed: 1 } })
    expect(await peopleCalled('बारहवाँ')).toBe(0)
  })

  it('without the second step, or above one’s place, or into another wing is refused', async () => {
    const file = list(['नौवाँ', phone(), 1, 1])
    const once = await stage.network.holder(district(), wing, 'coordinator', 1)
    expect(await refusal(upload(as(once), give(file)))).toBe('secondStepNeeded')
    // A door asks before it reads a long upload.
    expect(await refusal(requireImporting(as(once)))).toBe('secondStepNeeded')
    expect(await refusal(requireImporting(as(await stage.network.holder(district(), wing, 'volunteer', 2))))).toBe('people_import_may_not') // prettier-ignore
    expect(await refusal(upload(as(), give(file, stage.network.tree.state)))).toBe('people_import_may_not')
    expect(await refusal(upload(as(), { ...give(file), wing: 2 }))).toBe('people_import_may_not')
    const named = `${HEADINGS},Wing\nनौवाँ,${phone()},1,1,women\nदसवाँ,${phone()},1,1,no such`
    const importId = await uploadAndCheck(stage.house, as(), give(named))
    expect((await viewImport(as(), importId)).counts).toEqual({
      refused: { people_import_r_wing_outside: 1, people_import_r_wing_unknown: 1 },
    })
  })

  it('looks for people by an index, whoever asks', async () => {
    const body = await sql<{ text: string }>`
      select prosrc as text from pg_proc where proname = 'behind_phones'`.execute(stage.house.owner.db)
    const { rows } = await stage.house.owner.db.transaction().execute(async (db) => {
      await sql`set local enable_seqscan = off`.execute(db)
      const asked = body.rows[0]!.text.replace('unnest(phones)', `unnest(array['\\x00'::bytea])`)
      return sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(asked)}`.execute(db)
    })
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Scan (using|on) person_phone/)
  })
})

describe('an undo', () => {
  it('takes back what nobody touched since, and says whom it keeps and why', async () => {
    const [moved, added] = [phone(), phone()]
    await importList(stage.house, as(), give(list(['पहले से', moved, 1, 1])))
    const { importId } = await importList(
      stage.house,
      as(),
      give(list(['पहले से', moved, 1, 3], ['जाएगी', added, 1, 1], ['आ गई', phone(), 1, 1], ['बदली गई', phone(), 1, 1])), // prettier-ignore
    )
    await verifyPhone(stage.house.as(await stage.network.actor({ id: await idOf('आ गई') }, 1)))
    await sql`update people.person set changed_at = ${new Date(stage.house.clock.now().getTime() + 1_000)} where name = 'बदली गई'`.execute(stage.house.owner.db) // prettier-ignore
    await undoImport(as(), { command: uuidv7(), importId })
    await Promise.all([
      takeBack(stage.house.asSystem(), importId),
      takeBack(stage.house.asSystem(), importId),
    ])
    const undone = await viewImport(as(), importId)
    expect(undone).toMatchObject({
      state: 'undone',
      undoCounts: { removed: 1, restored: 1, kept_joined: 1, kept_changed: 1 },
    })
    expect(undone.kept.map(({ nameHi, undone: why }) => [nameHi, why])).toEqual([
      ['आ गई', 'kept_joined'],
      ['बदली गई', 'kept_changed'],
    ])
    expect(await peopleCalled('जाएगी')).toBe(0)
    const back = await sql`select place_id from people.person where name = 'पहले से'`.execute(
      stage.house.owner.db,
    )
    expect(back.rows).toEqual([{ place_id: stage.network.tree.booth(0, 0, 0).id }])
    expect(await refusal(undoImport(as(), { command: uuidv7(), importId }))).toBe('people_import_not_undoable') // prettier-ignore
  })

  it('by who leads a part of it keeps whom it would send to where he leads nobody', async () => {
    const seat = stage.network.tree.constituency(0, 0)
    const from = phone()
    await importList(stage.house, as(), give(list(['दूर से', from, 2, 1])))
    const { importId } = await importList(stage.house, as(), give(list(['दूर से', from, 1, 1]), seat))
    const narrow = await stage.network.holder(seat, wing)
    await undoImport(as(narrow), { command: uuidv7(), importId })
    await takeBack(stage.house.asSystem(), importId, narrow.personId)
    expect(await viewImport(as(), importId)).toMatchObject({
      state: 'undone',
      undoCounts: { kept_changed: 1 },
    })
  })

  it('is over after a month, when what is left of the file is forgotten', async () => {
    const { importId } = await importList(stage.house, as(), give(list(['महीना', phone(), 1, 1], ['बिना फ़ोन', '', 1, 1]))) // prettier-ignore
    const waiting = await upload(as(), give(list(['रुकी', phone(), 1, 1])))
    await sql`update people.import set changed_at = changed_at - interval '31 days' where id in (${importId}, ${waiting})`.execute(stage.house.owner.db) // prettier-ignore
    expect(await refusal(undoImport(as(), { command: uuidv7(), importId }))).toBe('people_import_not_undoable') // prettier-ignore
    await forgetPeople(stage.house.asSystem())
    expect(await count(sql`people.import_row where import_id = ${importId}`)).toBe(0)
    expect(await count(sql`people.import_part where import_id = ${waiting}`)).toBe(0)
    expect((await viewImport(as(), waiting)).state).toBe('discarded')
  })

  it('is not needed for what was only looked at: that is let go at once', async () => {
    const importId = await uploadAndCheck(stage.house, as(), give(list(['छोड़ी', phone(), 1, 1])))
    await discardImport(as(), { command: uuidv7(), importId })
    expect(await count(sql`people.import_row where import_id = ${importId}`)).toBe(0)
    expect(await refusal(runImport(as(), { command: uuidv7(), importId }))).toBe('people_import_went_on')
  })
})
