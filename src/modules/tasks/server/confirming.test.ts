/** Who confirms a report, and who corrects it. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { type MadeUpPerson, type Network, type PersonState } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { SendReport } from '../domain/report.ts'
import { correctReport } from './correctReport.ts'
import { countReportsForMe, listReports } from './listReports.ts'
import { myTasks, viewMyTask } from './myTasks.ts'
import { sendBackReport } from './sendBackReport.ts'
import { withdrawReport } from './withdrawReport.ts'
import { arrangeTaskStage, type TaskStage } from '#tests/builders/taskStage.ts'

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

describe('who confirms', () => {
  it('is the giver alone, the constituency’s coordinator or one above, or any above, as the task says; never oneself', async () => {
    const { tree } = network
    const state = await network.holder(tree.state, null)
    const district = await network.holder(tree.district(0), null)
    const booth = await network.holder(tree.booth(0, 0, 1), 1)
    const all = { state, district, coordinator, booth }
    const may = async (confirmer: 'giver' | 'constituency' | 'above') => {
      const taskId = await give({ confirmer }, district)
      const names: string[] = []
      for (const [name, actor] of Object.entries(all)) {
        await renew()
        const { reportId } = await send(taskId)
        const queue = await listReports(house.as(actor), { task: taskId })
        const waits = queue.rows.some(({ id }) => id === reportId)
        const did = (await outcomeOf(() => confirm(reportId, actor))) === 'did'
        expect(waits, `${confirmer} ${name}: the queue says what the verb does`).toBe(did)
        if (did) names.push(name)
      }
      return names
    }
    expect(await may('giver')).toEqual(['district'])
    expect(await may('constituency')).toEqual(['state', 'district', 'coordinator'])
    expect(await may('above')).toEqual(['state', 'district', 'coordinator', 'booth'])

    const own = await network.person({ place: tree.booth(0, 0, 1), wing: 1 })
    await network.appoint(own, { place: tree.constituency(0, 0), wing: null })
    const herself = await network.actor(own)
    const { reportId } = await send(await give(), {}, undefined, herself)
    expect(await outcomeOf(() => confirm(reportId, herself))).toBe('refused')
  })

  it('finds the nearest to her counted, and those further down behind them', async () => {
    const taskId = await give()
    await send(taskId)
    const above = await network.holder(network.tree.district(0), null)
    const { counts, rows } = await listReports(house.as(above), { task: taskId })
    expect([counts.nearest, rows.map(({ part }) => part)]).toEqual([0, [1]])
    expect(await countReportsForMe(house.as(coordinator))).toBeGreaterThan(0)
    expect(await countReportsForMe(house.as(above))).toBe(0)
  })

  it('sends back with words; the volunteer corrects, and nobody else can', async () => {
    const taskId = await give()
    const { reportId } = await send(taskId)
    await sendBackReport(house.as(coordinator), { command: uuidv7(), reportId, words: 'कितने घर, लिखें' })
    const mine = await viewMyTask(house.as(self), taskId)
    expect([mine.report?.state, mine.report?.answer, mine.answeredBy !== undefined]).toEqual([
      'sent_back',
      'कितने घर, लिखें',
      true,
    ])
    expect((await myTasks(house.as(self))).toDo.map(({ id }) => id)).toContain(taskId)
    const correction = { reportId, told: 'बाईस घर मिले', happenedOn: '2026-11-22' }
    const neighbour = await network.actor(await network.person({ place: volunteer.place, wing: 1 }), 1)
    for (const other of [neighbour, coordinator]) {
      expect(
        await outcomeOf(() => correctReport(house.as(other), { command: uuidv7(), ...correction })),
      ).toBe('refused')
      expect(await outcomeOf(() => withdrawReport(house.as(other), { command: uuidv7(), reportId }))).toBe(
        'refused',
      )
    }
    await correctReport(house.as(self), { command: uuidv7(), ...correction })
    await confirm(reportId)
    await expect(correctReport(house.as(self), { command: uuidv7(), ...correction })).rejects.toMatchObject({
      reason: 'tasks_report_settled',
    })
    await expect(withdrawReport(house.as(self), { command: uuidv7(), reportId })).rejects.toMatchObject({
      reason: 'tasks_report_settled',
    })
  })

  it('of somebody who moved away since waits until she herself says where she is', async () => {
    const taskId = await give()
    const { reportId } = await send(taskId)
    const { id, lft } = network.tree.booth(1, 0, 0)
    await sql`
      update people.person set place_id = ${id}, place_lft = ${lft}, state = 'placed' where id = ${volunteer.id}`.execute(
      house.owner.db,
    )
    await expect(confirm(reportId)).rejects.toMatchObject({ reason: 'tasks_person_moved' })
    expect((await listReports(house.as(coordinator), { task: taskId })).rows).toEqual([])
    await withdrawReport(house.as(self), { command: uuidv7(), reportId })
  })
})
