/** A list is written lane beside lane: what becomes of one says nothing about the other, and together they are the list, each row once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { plansOf } from '#tests/database/plansOf.ts'
import { countOf } from '../../domain/import/importRun.ts'
import { runImport } from './runImport.ts'
import { takeBack } from './takeBack.ts'
import { undoImport } from './undoImport.ts'
import { viewImport } from './viewImport.ts'
import { writePeople } from './writePeople.ts'
import { undoRows } from './writtenRowStore.ts'

/** In each lane a piece and a bit. */
const PEOPLE = 2_600
const stage = useImportStage()
const as = () => stage.house.as(stage.coordinator)

beforeEach(() => sql`delete from people.person where name like 'Lane %'`.execute(stage.house.owner.db))
afterEach(() => sql`drop trigger if exists fails on people.person`.execute(stage.house.owner.db))

/** A list that is to be written, each of its people behind a phone of her own. */
async function ordered(): Promise<string> {
  const letters = 'abdeghiklmnoprstuvy'
  const rows = Array.from({ length: PEOPLE }, (_, n) => {
    const name = `Lane ${letters[n % 19]}a${letters[Math.floor(n / 19) % 19]}i`
    return `${name},98${76_000_000 + n},1,${1 + (n % 3)}`
  })
  const importId = await uploadAndCheck(stage.house, as(), {
    place: stage.network.tree.district(0),
    wing: 1,
    file: ['Name,Mobile,AC No,Booth No', ...rows].join('\n'),
  })
  await runImport(as(), { command: uuidv7(), importId }, 'caller')
  return importId
}
const count = async (what: ReturnType<typeof sql>): Promise<number> =>
  (await sql<{ rows: number }>`select count(*)::int as rows from ${what}`.execute(stage.house.owner.db))
    .rows[0]!.rows
const written = (lane?: number) =>
  count(
    sql`people.person where name like 'Lane %' ${lane === undefined ? sql`` : sql`and get_byte(phone_index, 0) / 128 = ${lane}`}`,
  )
const waitingIn = (importId: string, lane: number) =>
  count(
    sql`people.import_row where import_id = ${importId} and outcome = 'new' and written_at is null and get_byte(phone_index, 0) / 128 = ${lane}`,
  )

/** Keeps a lane to itself while work is done, as a transaction that has a piece of it in hand does. */
const whileHeld = (lane: number, work: () => Promise<void>): Promise<void> =>
  stage.house.owner.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('people.import', ${lane}))`.execute(tx)
    await work()
  })

it('a lane that waits keeps the other from nothing, and the list is done when both are', async () => {
  const importId = await ordered()
  let working: Promise<void> | undefined
  await whileHeld(1, async () => {
    working = writePeople(stage.house.asSystem(), importId)
    for (const end = Date.now() + 20_000; Date.now() < end && (await waitingIn(importId, 0)) > 0;)
      await sleep(50)
    expect(await waitingIn(importId, 0)).toBe(0)
    expect(await written(1)).toBe(0)
    expect((await viewImport(as(), importId)).state).toBe('running')
  })
  await working
  expect(await written()).toBe(PEOPLE)
  expect(await viewImport(as(), importId)).toMatchObject({ state: 'done', done: PEOPLE, total: PEOPLE })
  expect((await verifyAudit(stage.house.platform.db)).faults).toEqual([])
})

it('a piece that fails leaves its lane where it was and the other whole; tried again it goes on, each person once', async () => {
  const importId = await ordered()
  await sql`create or replace function public.fails() returns trigger language plpgsql as $$ begin raise exception 'it failed'; end $$`.execute(
    stage.house.owner.db,
  )
  await sql`create trigger fails before insert on people.person for each row when (get_byte(new.phone_index, 0) / 128 = 1) execute function public.fails()`.execute(
    stage.house.owner.db,
  )
  await expect(writePeople(stage.house.asSystem(), importId)).rejects.toThrow('it failed')
  // Told only when the other lane was through as well.
  expect([await waitingIn(importId, 0), await written(1)]).toEqual([0, 0])
  const half = await viewImport(as(), importId)
  expect(half).toMatchObject({ state: 'running', done: await written(0), total: PEOPLE })
  await sql`drop trigger fails on people.person`.execute(stage.house.owner.db)

  await writePeople(stage.house.asSystem(), importId)
  const done = await viewImport(as(), importId)
  expect(done).toMatchObject({ state: 'done', done: PEOPLE, total: PEOPLE })
  expect(countOf(done.counts, 'new')).toBe(PEOPLE)
  expect(await written()).toBe(PEOPLE)
})

it('an undo waits for every lane, and takes back what both wrote', async () => {
  const importId = await ordered()
  await writePeople(stage.house.asSystem(), importId)
  await undoImport(as(), { command: uuidv7(), importId })
  let undoing: Promise<void> | undefined
  await whileHeld(1, async () => {
    undoing = takeBack(stage.house.asSystem(), importId)
    const waits = () => count(sql`pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`) // prettier-ignore
    for (const end = Date.now() + 20_000; Date.now() < end && (await waits()) === 0;) await sleep(50)
    expect([await waits(), await written()]).toEqual([1, PEOPLE])
  })
  await undoing
  expect(await viewImport(as(), importId)).toMatchObject({ state: 'undone', undoCounts: { removed: PEOPLE } })
  expect(await written()).toBe(0)
})

it('whom an undo takes back it finds one by one, not among all whom a piece wrote in one moment', async () => {
  const plans = (await plansOf(stage.house, (tx) => undoRows(tx, uuidv7(), 1_000))).join('\n')
  expect(plans).toContain('person_pkey')
  expect(plans).not.toContain('person_forgettable')
})

it('words of names go with the last who bears them, however many go at once', async () => {
  const words = async () =>
    (await sql<{ word: string }>`select word from people.name_word`.execute(stage.house.owner.db)).rows
  const has = async (word: string) => (await words()).some((row) => row.word === word)
  await writePeople(stage.house.asSystem(), await ordered())
  const before = await words()
  const all = sql`delete from people.person where name like 'Lane %'`
  await sql`${all} and name <> (select min(name) from people.person where name like 'Lane %')`.execute(
    stage.house.owner.db,
  )
  expect(before.length - (await words()).length).toBeGreaterThan(200)
  expect(await has('lane')).toBe(true)
  await all.execute(stage.house.owner.db)
  expect(await has('lane')).toBe(false)
})
