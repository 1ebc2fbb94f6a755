import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { MadeUpPerson } from '#tests/builders/network.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { importList, uploadAndCheck } from '#tests/builders/importing.ts'
import { endAppointment } from '../endAppointment.ts'
import { runImport } from './runImport.ts'
import { importsMade, takeImportBack } from './takeImportBack.ts'
import { takeBack } from './takeBack.ts'
import { undoImport } from './undoImport.ts'
import { viewImport } from './viewImport.ts'
import { writePeople } from './writePeople.ts'

const stage = useImportStage()

const as = (actor = stage.coordinator) => stage.house.as(actor)
const HEADINGS = 'Name,Mobile,Role,AC No,Booth No,Since'
const list = (...rows: readonly (readonly (string | number)[])[]) =>
  [HEADINGS, ...rows.map((row) => row.join(','))].join('\n')
const give = (file: string, place: { id: string } = stage.network.tree.district(0)) =>
  ({ subject: 'appointments', place, wing: 1, file }) as const
let counter = 0
/** The builder's own numbers are of no operator: a list that names them is refused. */
const phone = () => `+9198292${String(10_000 + counter++)}`
const at = (booth = 0, name?: string) =>
  stage.network.person({ place: stage.network.tree.booth(0, 0, booth), wing: 1, phone: phone(), ...(name && { name, nameLatin: name }) }) // prettier-ignore
const numberOf = ({ phone }: MadeUpPerson) => phone.slice(3)
const held = async (person: MadeUpPerson) =>
  (
    await sql`select role, place_id, wing, to_at, end_reason, may_export from people.appointment where person_id = ${person.id}`.execute(stage.house.owner.db)
  ).rows // prettier-ignore

describe('a list of appointments', () => {
  it('gives each row’s office to the one whom phone and name, or name and place, mean; again it changes nothing', async () => {
    const [lead, namesake] = [await at(0, 'Vimla Ek'), await at(1, 'Kanta Do')]
    const file = list(
      ['Vimla Ek', numberOf(lead), 'बूथ प्रमुख', 1, 1, ''],
      ['कांता दो', '', 'Booth lead', 1, 2, '2020-01-31'],
      ['Vimla Ek', numberOf(lead), 'booth lead', 1, 1, ''],
    )
    const { importId, preview, done } = await importList(stage.house, as(), give(file))
    expect(preview.counts).toEqual({ new: { '': 1, people_import_r_since_past: 1 }, same: { people_import_r_repeated: 1 } }) // prettier-ignore
    expect(preview.examples.new.map(({ role }) => role)).toEqual(['booth_lead', 'booth_lead'])
    expect(done).toMatchObject({ state: 'done', subject: 'appointments', counts: preview.counts })
    const office = { role: 'booth_lead', wing: 1, to_at: null, end_reason: null, may_export: false }
    expect(await held(lead)).toEqual([{ ...office, place_id: stage.network.tree.booth(0, 0, 0).id }])
    expect(await held(namesake)).toEqual([{ ...office, place_id: stage.network.tree.booth(0, 0, 1).id }])
    // Nothing was done with the office before it was given: it does not begin in the past.
    const early = await sql`select from people.appointment where person_id = ${namesake.id} and from_at < ${stage.house.clock.now()}`.execute(stage.house.owner.db) // prettier-ignore
    expect(early.rows).toEqual([])
    const told = await sql`select from outbox.event where name = 'people.appointed' and payload ->> 'personId' in (${lead.id}, ${namesake.id})`.execute(stage.house.owner.db) // prettier-ignore
    expect(told.rows).toHaveLength(2)
    const left = await sql`select from people.import_row where import_id = ${importId} and written_at is not null and (name is not null or original_sealed is not null)`.execute(stage.house.owner.db) // prettier-ignore
    expect(left.rows).toEqual([])
    const again = await uploadAndCheck(stage.house, as(), give(file))
    expect((await viewImport(as(), again)).counts).toEqual({ same: { '': 3 } })
  })

  it('gives nothing above the importer’s own scope, no administrator, nobody unknown, and guesses at nobody', async () => {
    const [one, shared] = [await at(0), await at(0, 'Sharda Teen')]
    await stage.network.person({
      place: stage.network.tree.booth(0, 0, 2),
      wing: 1,
      name: 'Gita Char',
      nameLatin: 'Gita Char',
    })
    await stage.network.person({
      place: stage.network.tree.booth(0, 0, 2),
      wing: 1,
      name: 'Gita Char',
      nameLatin: 'Gita Char',
    })
    const waiting = await stage.network.person({ place: stage.network.tree.booth(0, 0, 0), wing: 1, phone: phone(), state: 'placed', name: 'Naya Paanch', nameLatin: 'Naya Paanch' }) // prettier-ignore
    const elsewhere = await stage.network.person({ place: stage.network.tree.booth(1, 0, 0), wing: 1, phone: phone(), name: 'Door Chhah', nameLatin: 'Door Chhah' }) // prettier-ignore
    const file = list(
      [one.name, numberOf(one), 'coordinator', '', '', ''], // the district itself: level with the importer
      [one.name, numberOf(one), 'auditor', 1, 1, ''], // not a coordinator's to give
      [one.name, numberOf(one), 'प्रशासक', 1, 1, ''],
      ['Koi Aur', numberOf(shared), 'booth lead', 1, 1, ''],
      ['Gita Char', '', 'booth lead', 1, 3, ''],
      ['Naya Paanch', numberOf(waiting), 'booth lead', 1, 1, ''],
      ['Door Chhah', numberOf(elsewhere), 'booth lead', 1, 1, ''],
      [one.name, numberOf(one), 'booth lead', 3, 1, ''], // a seat outside
      [one.name, numberOf(one), 'King', 1, 1, ''],
    )
    const { done } = await importWhole(file)
    expect(done.counts).toEqual({
      refused: {
        people_c_may_not_appoint: 2,
        people_import_r_role_admin: 1,
        people_c_not_vouched: 1,
        people_import_r_not_here: 1,
        people_import_r_outside: 1,
        people_import_r_role_unknown: 1,
      },
      doubtful: { people_import_r_other_name: 1, people_import_r_namesakes: 1 },
    })
    for (const person of [one, shared, waiting, elsewhere]) expect(await held(person)).toEqual([])
    // The importer's own row would lift himself.
    const self = list([`x`, '', 'coordinator', 1, '', ''])
    expect((await importWhole(self)).done.counts.new).toBeUndefined()
  })

  it('looks once more, under locks, before it gives: who lost the vouch or was appointed since gets nothing', async () => {
    const [lost, appointed] = [await at(0, 'Khoya Saat'), await at(0, 'Mila Aath')]
    const file = list(
      ['Khoya Saat', numberOf(lost), 'booth lead', 1, 1, ''],
      ['Mila Aath', numberOf(appointed), 'booth lead', 1, 1, ''],
    )
    const importId = await uploadAndCheck(stage.house, as(), give(file))
    await sql`update people.person set state = 'placed' where id = ${lost.id}`.execute(stage.house.owner.db)
    await stage.network.appoint(appointed, { role: 'booth_lead' })
    await runImport(as(), { command: uuidv7(), importId }, 'caller')
    await writePeople(stage.house.asSystem(), importId)
    expect((await viewImport(as(), importId)).counts).toEqual({ refused: { people_c_not_vouched: 1 }, same: { '': 1 } }) // prettier-ignore
    expect(await held(appointed)).toHaveLength(1)
  })

  it('run twice at once gives each office once', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, (_, n) => at(n % 3, `Ekbaar Nau${'abcdefghijklmnopqrstuvwxyz'[n % 26]}${'xy'[Math.floor(n / 26)]}`))) // prettier-ignore
    const file = list(...people.map((person) => [person.name, numberOf(person), 'trainer', 1, '', '']))
    const ids = [
      await uploadAndCheck(stage.house, as(), give(file)),
      await uploadAndCheck(stage.house, as(), give(file)),
    ]
    await Promise.all(ids.map((importId) => runImport(as(), { command: uuidv7(), importId }, 'caller')))
    await Promise.all([...ids, ...ids].map((importId) => writePeople(stage.house.asSystem(), importId)))
    for (const person of people) expect(await held(person)).toHaveLength(1)
  })
})

describe('an undo of appointments', () => {
  it('ends what is as it was given, and keeps what was ended or passed on since', async () => {
    const [ends, ended] = [await at(0, 'Wapas Das'), await at(1, 'Pehle Gyarah')]
    const { importId } = await importWhole(
      list(
        ['Wapas Das', numberOf(ends), 'booth lead', 1, 1, ''],
        ['Pehle Gyarah', numberOf(ended), 'booth lead', 1, 2, ''],
      ),
    )
    const [office] = (await sql<{ id: string }>`select id from people.appointment where person_id = ${ended.id}`.execute(stage.house.owner.db)).rows // prettier-ignore
    await endAppointment(as(), { command: uuidv7(), appointmentId: office!.id, reason: 'resigned' })
    await undoImport(as(), { command: uuidv7(), importId }, 'caller')
    await Promise.all([
      takeBack(stage.house.asSystem(), importId),
      takeBack(stage.house.asSystem(), importId),
    ])
    const undone = await viewImport(as(), importId)
    expect(undone).toMatchObject({ state: 'undone', undoCounts: { removed: 1, kept_changed: 1 } })
    expect(undone.kept.map(({ personId }) => personId)).toEqual([ended.id])
    expect(await held(ends)).toMatchObject([{ end_reason: 'mistake' }])
    expect(await held(ended)).toMatchObject([{ end_reason: 'resigned' }])
  })

  it('is a matter of those who lead that place and wing, done once however often it is asked, and keeps an office that was given anew since', async () => {
    const person = await at(0, 'Phir Terah')
    const { importId } = await importWhole(list(['Phir Terah', numberOf(person), 'booth lead', 1, 1, '']))
    const others = [await stage.network.holder(stage.network.tree.district(0), 2), await stage.network.holder(stage.network.tree.district(1), 1), await stage.network.holder(stage.network.tree.constituency(0, 0), 1)] // prettier-ignore
    for (const other of others)
      await expect(undoImport(as(other), { command: uuidv7(), importId }, 'caller')).rejects.toMatchObject({ id: 'notFound' }) // prettier-ignore
    const [office] = (await sql<{ id: string }>`select id from people.appointment where person_id = ${person.id}`.execute(stage.house.owner.db)).rows // prettier-ignore
    await endAppointment(as(), { command: uuidv7(), appointmentId: office!.id, reason: 'resigned' })
    await stage.network.appoint(person, { role: 'booth_lead', place: person.place, wing: 1 })
    const command = uuidv7()
    for (const _ of [1, 2]) await undoImport(as(), { command, importId }, 'caller')
    for (const _ of [1, 2]) await takeBack(stage.house.asSystem(), importId)
    expect(await viewImport(as(), importId)).toMatchObject({
      state: 'undone',
      undoCounts: { kept_changed: 1 },
    })
    expect(await held(person)).toMatchObject([{ end_reason: 'resigned' }, { end_reason: null, to_at: null }])
    await expect(undoImport(as(), { command: uuidv7(), importId }, 'caller')).rejects.toMatchObject({ reason: 'people_import_not_undoable' }) // prettier-ignore
  })

  it('is done by the command line too, which lists imports with their ids', async () => {
    const person = await at(0, 'Ghar Barah')
    const { importId } = await importWhole(list(['Ghar Barah', numberOf(person), 'booth lead', 1, 1, '']))
    expect((await importsMade(stage.house.asSystem())).map(({ id }) => id)).toContain(importId)
    expect(await takeImportBack(stage.house.asSystem(), importId)).toMatchObject({
      ended: { state: 'undone', subject: 'appointments' },
      undoCounts: { removed: 1 },
      kept: [],
    })
    expect(await held(person)).toMatchObject([{ end_reason: 'mistake' }])
  })
})

it('whom a row without a phone means is looked for through an index, not among everybody', async () => {
  const body = await sql<{ text: string }>`
    select prosrc as text from pg_proc where proname = 'named_within'`.execute(stage.house.owner.db)
  const { rows } = await stage.house.owner.db.transaction().execute(async (db) => {
    await sql`set local enable_seqscan = off`.execute(db)
    const asked = body.rows[0]!.text.replace('unnest(names, lows, highs)', `unnest(array['vimla ek'], array[1], array[100])`)
    return sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(asked)}`.execute(db)
  }) // prettier-ignore
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/person_name_words|person_by_place|person_coverage/) // prettier-ignore
})

/** Checked, and run when there is something to write. */
async function importWhole(file: string) {
  const importId = await uploadAndCheck(stage.house, as(), give(file))
  const preview = await viewImport(as(), importId)
  if (preview.counts.new) {
    await runImport(as(), { command: uuidv7(), importId }, 'caller')
    await writePeople(stage.house.asSystem(), importId)
  }
  return { importId, done: await viewImport(as(), importId) }
}
