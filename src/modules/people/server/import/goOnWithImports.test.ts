import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { useImportStage } from '#tests/builders/importStage.ts'
import { importList, uploadAndCheck } from '#tests/builders/importing.ts'
import { checkRowsJob } from './checkRows.ts'
import { goOnWithImports } from './goOnWithImports.ts'
import { takeBackJob } from './takeBack.ts'
import { runImport } from './runImport.ts'
import { undoImport } from './undoImport.ts'
import { viewImport } from './viewImport.ts'
import { writePeopleJob } from './writePeople.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
const MINUTE = 60_000
const stage = useImportStage()
beforeEach(async () => {
  stage.house.clock.moveTo(NOON)
  await sql`delete from jobs.job`.execute(stage.house.owner.db)
  await sql`delete from people.import`.execute(stage.house.owner.db)
})

const run = () => ({ id: uuidv7(), attempt: 0, signal: new AbortController().signal })
const asJob = () => contextFor(stage.house.platform, systemActor('job'))
const after = (ms: number) => stage.house.clock.moveTo(new Date(NOON.getTime() + ms))
const given = (name: string, phone: string) => ({
  place: stage.network.tree.district(0),
  wing: 1,
  file: `Name,Mobile,AC No,Booth No\n${name},${phone},1,1`,
})
const stateOf = async (importId: string) =>
  (await viewImport(stage.house.as(stage.coordinator), importId)).state
const jobs = async () =>
  (
    await sql<{ name: string; data: object; state: string }>`
      select name, data, state from jobs.job order by created_on`.execute(stage.house.owner.db)
  ).rows
/** As the engine leaves a job whose worker was killed at every try. */
const killEveryTry = () =>
  sql`update jobs.job set state = 'failed', completed_on = now()`.execute(stage.house.owner.db)

it('an import whose worker died at every try is taken up again, once, and comes to its end', async () => {
  const importId = await uploadAndCheck(
    stage.house,
    stage.house.as(stage.coordinator),
    given('Nirmala Test', '9829011001'),
  )
  await runImport(stage.house.as(stage.coordinator), { command: uuidv7(), importId })
  after(6 * MINUTE)
  // While the engine has it in hand nobody meddles.
  expect(await goOnWithImports(asJob())).toBe(0)
  await killEveryTry()
  expect(await goOnWithImports(asJob())).toBe(1)
  expect(await goOnWithImports(asJob())).toBe(0)
  expect((await jobs()).map(({ name, state }) => [name, state])).toEqual([
    [writePeopleJob.name, 'failed'],
    [writePeopleJob.name, 'created'],
  ])
  await writePeopleJob.handle(asJob(), { importId }, run())
  expect(await stateOf(importId)).toBe('done')
  expect(await goOnWithImports(asJob())).toBe(0)
})

it('an import that the command line was killed over is taken up by the worker', async () => {
  const importId = await uploadAndCheck(
    stage.house,
    stage.house.as(stage.coordinator),
    given('Rekha Test', '9829011002'),
  )
  await runImport(stage.house.as(stage.coordinator), { command: uuidv7(), importId }, 'caller')
  after(4 * MINUTE)
  expect(await goOnWithImports(asJob())).toBe(0)
  after(6 * MINUTE)
  expect(await goOnWithImports(asJob())).toBe(1)
})

it('an undo is taken up with the authority of whoever ordered it', async () => {
  const { importId } = await importList(
    stage.house,
    stage.house.as(stage.coordinator),
    given('Seema Test', '9829011003'),
  )
  const other = await stage.network.holder(stage.network.tree.state, 1)
  await undoImport(stage.house.as(other), { command: uuidv7(), importId })
  await killEveryTry()
  after(6 * MINUTE)
  expect(await goOnWithImports(asJob())).toBe(1)
  expect((await jobs()).at(-1)).toMatchObject({
    name: takeBackJob.name,
    state: 'created',
    data: { importId, by: other.personId },
  })
})

it('a job that comes once more ends no import that has gone on, whatever became of whoever made it', async () => {
  const { importId } = await importList(
    stage.house,
    stage.house.as(stage.coordinator),
    given('Geeta Test', '9829011005'),
  )
  await sql`update people.import set made_by = (select id from people.person where state = 'applied' limit 1) where id = ${importId}`.execute(stage.house.owner.db) // prettier-ignore
  await checkRowsJob.handle(asJob(), { importId }, run())
  await takeBackJob.handle(asJob(), { importId }, run())
  expect(await stateOf(importId)).toBe('done')
})

it('one that does not get on for a day is ended, with the reason in both languages', async () => {
  const importId = await uploadAndCheck(
    stage.house,
    stage.house.as(stage.coordinator),
    given('Kanta Test', '9829011004'),
  )
  await runImport(stage.house.as(stage.coordinator), { command: uuidv7(), importId })
  await killEveryTry()
  after(25 * 60 * MINUTE)
  await goOnWithImports(asJob())
  expect(await viewImport(stage.house.as(stage.coordinator), importId)).toMatchObject({
    state: 'stopped',
    fault: 'people_import_hopeless',
  })
})
