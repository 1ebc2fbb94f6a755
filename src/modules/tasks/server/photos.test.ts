/** A report’s photo: the pixels alone, as long as they are needed, for those who may see them. */
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { forgetFile } from '#platform/files/forgetFiles.ts'
import { announce } from '#platform/outbox/announce.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { correctReport } from './correctReport.ts'
import { exportMyTasks, viewMyTask } from './myTasks.ts'
import { openPhoto } from './openPhoto.ts'
import { taskReactions } from './reactions.ts'
import { withdrawReport } from './withdrawReport.ts'
import { drawing, inOnePart, useTaskStage } from '#tests/builders/taskStage.ts'

const scene = useTaskStage()

describe('a report’s photo', () => {
  const opened = async (reportId: string, by: PersonActor) =>
    buffer((await openPhoto(scene.house.as(by), reportId)).stream)
  const files = async () =>
    (await scene.one(sql<{ n: number }>`select count(*)::int as n from platform.file`)).n

  it('keeps the pixels alone, opens to its sender and those above, and goes when it is taken back', async () => {
    const taskId = await scene.give({ proof: 'photo' })
    const before = await files()
    const { reportId } = await scene.send(taskId, {}, await drawing('#00aa11'))
    const seen = await opened(reportId, scene.self)
    expect((await sharp(seen).metadata()).exif).toBeUndefined()
    expect(await opened(reportId, scene.coordinator)).toEqual(seen)
    const neighbour = await scene.network.actor(
      await scene.network.person({ place: scene.volunteer.place, wing: 1 }),
      1,
    )
    expect(await outcomeOf(() => openPhoto(scene.house.as(neighbour), reportId))).toBe('refused')
    expect(await files()).toBe(before + 1)

    await correctReport(
      scene.house.as(scene.self),
      { command: uuidv7(), reportId, told: 'नई फ़ोटो', happenedOn: '2026-11-22' },
      inOnePart(await drawing('#0000ff')),
    )
    await withdrawReport(scene.house.as(scene.self), { command: uuidv7(), reportId })
    await workOff()
    expect(await files()).toBe(before)
    expect(await outcomeOf(() => openPhoto(scene.house.as(scene.self), reportId))).toBe('refused')
    expect(await scene.send(taskId, {}, await drawing('#00aa11'))).toBeDefined()
  })

  it('that somebody else sent too stays for her', async () => {
    const taskId = await scene.give()
    const picture = await drawing('#abcdef')
    const first = await scene.send(taskId, {}, picture)
    const mine = scene.self
    await scene.renew()
    const second = await scene.send(taskId, {}, picture)
    await withdrawReport(scene.house.as(mine), { command: uuidv7(), reportId: first.reportId })
    await workOff()
    expect((await opened(second.reportId, scene.self)).length).toBeGreaterThan(100)
  })

  it('that is none is refused beside its field, and nothing is written', async () => {
    const taskId = await scene.give()
    await expect(scene.send(taskId, {}, Buffer.from('<svg/>'))).rejects.toMatchObject({
      fields: { photo: 'files_picture_needed' },
    })
    expect((await viewMyTask(scene.house.as(scene.self), taskId)).report).toBeUndefined()
  })

  /** The photo jobs that wait, done as the worker would. */
  async function workOff() {
    const { rows } = await sql<{
      data: { sha256: string }
    }>`delete from jobs.job where name = ${forgetFile.name} returning data`.execute(scene.house.owner.db)
    for (const { data } of rows)
      await forgetFile.handle(scene.house.asSystem(), data, {
        id: uuidv7(),
        attempt: 0,
        signal: new AbortController().signal,
      })
  }

  it('and words go when she leaves; what was confirmed stays as a bare fact', async () => {
    const [done, open] = [await scene.give(), await scene.give()]
    const confirmed = await scene.send(done, {}, await drawing('#222222'))
    await scene.confirm(confirmed.reportId)
    await scene.send(open)
    expect((await exportMyTasks(scene.house.as(scene.self))).reports).toHaveLength(2)
    await scene.house
      .asSystem()
      .transaction((tx) => announce(tx, 'people.left', { personId: scene.volunteer.id }))
    while ((await deliverEvents(scene.house.platform, taskReactions)) > 0);
    const { rows } =
      await sql`select state, told, photo from tasks.report where person_id = ${scene.volunteer.id} order by state`.execute(
        scene.house.owner.db,
      )
    expect(rows).toEqual([
      { state: 'confirmed', told: null, photo: null },
      { state: 'withdrawn', told: null, photo: null },
    ])
  })
})
