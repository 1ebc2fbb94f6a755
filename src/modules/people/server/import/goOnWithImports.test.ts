import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { importList, uploadAndCheck } from '#tests/builders/importing.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { goOnWithImports } from './goOnWithImports.ts'
import { takeBackJob } from './takeBack.ts'
import { runImport } from './runImport.ts'
import { undoImport } from './undoImport.ts'
import { viewImport } from './viewImport.ts'
import { writePeopleJob } from './writePeople.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
const MINUTE = 60_000
let house: TestPlatform
let network: Network
let coordinator: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  coordinator = await network.holder(network.tree.district(0), 1)
})
beforeEach(async () => {
  house.clock.moveTo(NOON)
  await sql`delete from jobs.job`.execute(house.owner.db)
  await sql`delete from people.import`.execute(house.owner.db)
})
afterAll(() => house.close())

const asJob = () => contextFor(house.platform, systemActor('job'))
const after = (ms: number) => house.clock.moveTo(new Date(NOON.getTime() + ms))
const given = (name: string, phone: string) => ({
  place: network.tree.district(0),
  wing: 1,
  file: `Name,Mobile,AC No,Booth No\n${name},${phone},1,1`,
})
const stateOf = async (importId: string) => (await viewImport(house.as(coordinator), importId)).state
const jobs = async () =>
  (
    await sql<{ name: string; data: object; state: string }>`
      select name, data, state from jobs.job order by created_on`.execute(house.owner.db)
  ).rows
/** As the engine leaves a job whose worker was killed at every try. */
const killEveryTry = () =>
  sql`update jobs.job set state = 'failed', completed_on = now()`.execute(house.owner.db)

it('an import whose worker died at every try is taken up again, once, and comes to its end', async () => {
  const importId = await uploadAndCheck(house, house.as(coordinator), given('Nirmala Test', '9829011001'))
  await runImport(house.as(coordinator), { command: uuidv7(), importId })
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
  const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
  await writePeopleJob.handle(asJob(), { importId }, run)
  expect(await stateOf(importId)).toBe('done')
  expect(await goOnWithImports(asJob())).toBe(0)
})

it('an import that the command line was killed over is taken up by the worker', async () => {
  const importId = await uploadAndCheck(house, house.as(coordinator), given('Rekha Test', '9829011002'))
  await runImport(house.as(coordinator), { command: uuidv7(), importId }, 'caller')
  after(4 * MINUTE)
  expect(await goOnWithImports(asJob())).toBe(0)
  after(6 * MINUTE)
  expect(await goOnWithImports(asJob())).toBe(1)
})

it('an undo is taken up with the authority of whoever ordered it', async () => {
  const { importId } = await importList(house, house.as(coordinator), given('Seema Test', '9829011003'))
  const other = await network.holder(network.tree.state, 1)
  await undoImport(house.as(other), { command: uuidv7(), importId })
  await killEveryTry()
  after(6 * MINUTE)
  expect(await goOnWithImports(asJob())).toBe(1)
  expect((await jobs()).at(-1)).toMatchObject({
    name: takeBackJob.name,
    state: 'created',
    data: { importId, by: other.personId },
  })
})

it('one that does not get on for a day is ended, with the reason in both languages', async () => {
  const importId = await uploadAndCheck(house, house.as(coordinator), given('Kanta Test', '9829011004'))
  await runImport(house.as(coordinator), { command: uuidv7(), importId })
  await killEveryTry()
  after(25 * 60 * MINUTE)
  await goOnWithImports(asJob())
  expect(await viewImport(house.as(coordinator), importId)).toMatchObject({
    state: 'stopped',
    fault: 'people_import_hopeless',
  })
})
