/** A report’s photo: the pixels alone, as long as they are needed, for those who may see them. */
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { type MadeUpPerson, type Network, type PersonState } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { SendReport } from '../domain/report.ts'
import { correctReport } from './correctReport.ts'
import { exportMyReports, viewMyTask } from './myTasks.ts'
import { openPhoto } from './openPhoto.ts'
import { forgetPhoto } from './photo.ts'
import { taskReactions } from './reactions.ts'
import { withdrawReport } from './withdrawReport.ts'
import { arrangeTaskStage, drawing, inOnePart, type TaskStage } from '#tests/builders/taskStage.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let stage: TaskStage
let network: Network
let coordinator: PersonActor
let volunteer: MadeUpPerson
let self: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  stage = await arrangeTaskStage(house)
  ;({ network, coordinator } = stage)
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.moveTo(NOON)
  await renew()
})
/** Somebody new for each test. */
const renew = async (state?: PersonState) => void ({ volunteer, self } = await stage.newVolunteer(state))
const give: TaskStage['give'] = (...asked) => stage.give(...asked)
const send = (taskId: string, changes: Partial<SendReport> = {}, photo?: Buffer, by = self) =>
  stage.send(by, taskId, changes, photo)
const confirm: TaskStage['confirm'] = (...asked) => stage.confirm(...asked)
const one: TaskStage['one'] = (query) => stage.one(query)

describe('a report’s photo', () => {
  const opened = async (reportId: string, by: PersonActor) =>
    buffer((await openPhoto(house.as(by), reportId)).stream)
  const files = async () => (await one(sql<{ n: number }>`select count(*)::int as n from platform.file`)).n

  it('keeps the pixels alone, opens to its sender and those above, and goes when it is taken back', async () => {
    const taskId = await give({ proof: 'photo' })
    const before = await files()
    const { reportId } = await send(taskId, {}, await drawing('#00aa11'))
    const seen = await opened(reportId, self)
    expect((await sharp(seen).metadata()).exif).toBeUndefined()
    expect(await opened(reportId, coordinator)).toEqual(seen)
    const neighbour = await network.actor(await network.person({ place: volunteer.place, wing: 1 }), 1)
    expect(await outcomeOf(() => openPhoto(house.as(neighbour), reportId))).toBe('refused')
    expect(await files()).toBe(before + 1)

    await correctReport(
      house.as(self),
      { command: uuidv7(), reportId, told: 'नई फ़ोटो', happenedOn: '2026-11-22' },
      inOnePart(await drawing('#0000ff')),
    )
    await withdrawReport(house.as(self), { command: uuidv7(), reportId })
    await workOff()
    expect(await files()).toBe(before)
    expect(await outcomeOf(() => openPhoto(house.as(self), reportId))).toBe('refused')
    expect(await send(taskId, {}, await drawing('#00aa11'))).toBeDefined()
  })

  it('that somebody else sent too stays for her', async () => {
    const taskId = await give()
    const picture = await drawing('#abcdef')
    const first = await send(taskId, {}, picture)
    const mine = self
    await renew()
    const second = await send(taskId, {}, picture)
    await withdrawReport(house.as(mine), { command: uuidv7(), reportId: first.reportId })
    await workOff()
    expect((await opened(second.reportId, self)).length).toBeGreaterThan(100)
  })

  it('that is none is refused beside its field, and nothing is written', async () => {
    const taskId = await give()
    await expect(send(taskId, {}, Buffer.from('<svg/>'))).rejects.toMatchObject({
      fields: { photo: 'files_picture_needed' },
    })
    expect((await viewMyTask(house.as(self), taskId)).report).toBeUndefined()
  })

  /** The photo jobs that wait, done as the worker would. */
  async function workOff() {
    const { rows } = await sql<{
      data: { photo: string }
    }>`delete from jobs.job where name = ${forgetPhoto.name} returning data`.execute(house.owner.db)
    for (const { data } of rows)
      await forgetPhoto.handle(house.asSystem(), data, {
        id: uuidv7(),
        attempt: 0,
        signal: new AbortController().signal,
      })
  }

  it('and words go when she leaves; what was confirmed stays as a bare fact', async () => {
    const [done, open] = [await give(), await give()]
    const confirmed = await send(done, {}, await drawing('#222222'))
    await confirm(confirmed.reportId)
    await send(open)
    expect(await exportMyReports(house.as(self))).toHaveLength(2)
    await house.asSystem().transaction((tx) => announce(tx, 'people.left', { personId: volunteer.id }))
    while ((await deliverEvents(house.platform, taskReactions)) > 0);
    const { rows } =
      await sql`select state, told, photo from tasks.report where person_id = ${volunteer.id} order by state`.execute(
        house.owner.db,
      )
    expect(rows).toEqual([
      { state: 'confirmed', told: null, photo: null },
      { state: 'withdrawn', told: null, photo: null },
    ])
  })
})
