/** Who confirms a report, and who corrects it. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { correctReport } from './correctReport.ts'
import { listMyConfirmations } from './listMyConfirmations.ts'
import { countReportsForMe, listReports } from './listReports.ts'
import { myTasks, viewMyTask } from './myTasks.ts'
import { sendBackReport } from './sendBackReport.ts'
import { takeBackConfirmation } from './takeBackConfirmation.ts'
import { withdrawReport } from './withdrawReport.ts'
import { useTaskStage } from '#tests/builders/taskStage.ts'

const scene = useTaskStage()

describe('who confirms', () => {
  it('is the giver alone, the constituency’s scene.coordinator or one above, or any above, as the task says; never oneself', async () => {
    const { tree } = scene.network
    const state = await scene.network.holder(tree.state, null)
    const district = await scene.network.holder(tree.district(0), null)
    const booth = await scene.network.holder(tree.booth(0, 0, 1), 1)
    const all = { state, district, coordinator: scene.coordinator, booth }
    const may = async (confirmer: 'giver' | 'constituency' | 'above') => {
      const taskId = await scene.give({ confirmer }, district)
      const names: string[] = []
      for (const [name, actor] of Object.entries(all)) {
        await scene.renew()
        const { reportId } = await scene.send(taskId)
        const queue = await listReports(scene.house.as(actor), { task: taskId })
        const waits = queue.rows.some(({ id }) => id === reportId)
        const did = (await outcomeOf(() => scene.confirm(reportId, actor))) === 'did'
        expect(waits, `${confirmer} ${name}: the queue says what the verb does`).toBe(did)
        if (did) names.push(name)
      }
      return names
    }
    expect(await may('giver')).toEqual(['district'])
    expect(await may('constituency')).toEqual(['state', 'district', 'coordinator'])
    expect(await may('above')).toEqual(['state', 'district', 'coordinator', 'booth'])

    const own = await scene.network.person({ place: tree.booth(0, 0, 1), wing: 1 })
    await scene.network.appoint(own, { place: tree.constituency(0, 0), wing: null })
    const herself = await scene.network.actor(own)
    const { reportId } = await scene.send(await scene.give(), {}, undefined, herself)
    expect(await outcomeOf(() => scene.confirm(reportId, herself))).toBe('refused')
  })

  it('finds the nearest to her counted, and those further down behind them', async () => {
    const taskId = await scene.give()
    await scene.send(taskId)
    const above = await scene.network.holder(scene.network.tree.district(0), null)
    const { counts, rows } = await listReports(scene.house.as(above), { task: taskId })
    expect([counts.nearest, rows.map(({ part }) => part)]).toEqual([0, [1]])
    expect(await countReportsForMe(scene.house.as(scene.coordinator))).toBeGreaterThan(0)
    expect(await countReportsForMe(scene.house.as(above))).toBe(0)
  })

  it('sends back with words; the scene.volunteer corrects, and nobody else can', async () => {
    const taskId = await scene.give()
    const { reportId } = await scene.send(taskId)
    await sendBackReport(scene.house.as(scene.coordinator), {
      command: uuidv7(),
      reportId,
      words: 'कितने घर, लिखें',
    })
    const mine = await viewMyTask(scene.house.as(scene.self), taskId)
    expect([mine.report?.state, mine.report?.answer, mine.answeredBy !== undefined]).toEqual([
      'sent_back',
      'कितने घर, लिखें',
      true,
    ])
    expect((await myTasks(scene.house.as(scene.self))).toDo.map(({ id }) => id)).toContain(taskId)
    const correction = { reportId, told: 'बाईस घर मिले', happenedOn: '2026-11-22' }
    const neighbour = await scene.network.actor(
      await scene.network.person({ place: scene.volunteer.place, wing: 1 }),
      1,
    )
    for (const other of [neighbour, scene.coordinator]) {
      expect(
        await outcomeOf(() => correctReport(scene.house.as(other), { command: uuidv7(), ...correction })),
      ).toBe('refused')
      expect(
        await outcomeOf(() => withdrawReport(scene.house.as(other), { command: uuidv7(), reportId })),
      ).toBe('refused')
    }
    await correctReport(scene.house.as(scene.self), { command: uuidv7(), ...correction })
    await scene.confirm(reportId)
    await expect(
      correctReport(scene.house.as(scene.self), { command: uuidv7(), ...correction }),
    ).rejects.toMatchObject({
      reason: 'tasks_report_settled',
    })
    await expect(
      withdrawReport(scene.house.as(scene.self), { command: uuidv7(), reportId }),
    ).rejects.toMatchObject({
      reason: 'tasks_report_settled',
    })
  })

  it('takes her own word back for two days: the activity goes, the ladder follows, the report waits again, and both are remembered', async () => {
    const taskId = await scene.give()
    const { reportId } = await scene.send(taskId)
    await scene.confirm(reportId)
    const take = (by = scene.coordinator, command = uuidv7()) =>
      takeBackConfirmation(scene.house.as(by), { command, reportId })
    const stands = () =>
      scene.one(sql<{ state: string; activities: number }>`
        select state, (select count(*)::int from people.activity where person_id = person.id) as activities
        from people.person where id = ${scene.volunteer.id}`)
    const mine = async () =>
      (await listMyConfirmations(scene.house.as(scene.coordinator))).map(({ id }) => id)
    expect(await stands()).toEqual({ state: 'active', activities: 1 })
    expect(await mine()).toContain(reportId)
    const above = await scene.network.holder(scene.network.tree.district(0), null)
    for (const other of [above, scene.self]) expect(await outcomeOf(() => take(other))).toBe('refused')

    const command = uuidv7()
    expect(await take(scene.coordinator, command)).toEqual({ state: 'vouched' })
    expect(await take(scene.coordinator, command)).toEqual({ state: 'vouched' })
    expect(await stands()).toEqual({ state: 'vouched', activities: 0 })
    expect(await mine()).not.toContain(reportId)
    await expect(take()).rejects.toMatchObject({ id: 'forbidden' })
    expect((await viewMyTask(scene.house.as(scene.self), taskId)).report).toMatchObject({ state: 'sent' })
    // It may be confirmed anew, and an earlier activity keeps her what it made her.
    const { reportId: earlier } = await scene.send(await scene.give({ titleHi: 'पहला काम' }))
    await scene.confirm(earlier)
    await scene.confirm(reportId)
    expect(await stands()).toEqual({ state: 'active', activities: 2 })
    expect(await take()).toEqual({ state: 'active' })
    await scene.confirm(reportId)
    const told = await scene.one(sql<{ what: string; audited: number }>`
      select string_agg(what, ' ' order by at, id) as what, (select count(*)::int from audit.entry
        where verb = 'tasks.takeBackConfirmation' and subject = ${`report:${reportId}`}) as audited
      from tasks.report_change where report_id = ${reportId}`)
    expect(told.audited).toBe(2)
    expect(told.what.split(' ').filter((what) => what === 'taken_back')).toHaveLength(2)
    scene.house.clock.moveTo(new Date('2026-11-24T06:30:01Z'))
    expect(await mine()).toEqual([])
    await expect(take()).rejects.toMatchObject({ reason: 'tasks_confirmed_long_ago' })
  })

  it('of somebody who moved away since waits until she herself says where she is', async () => {
    const taskId = await scene.give()
    const { reportId } = await scene.send(taskId)
    const { id, lft } = scene.network.tree.booth(1, 0, 0)
    await sql`
      update people.person set place_id = ${id}, place_lft = ${lft}, state = 'placed' where id = ${scene.volunteer.id}`.execute(
      scene.house.owner.db,
    )
    await expect(scene.confirm(reportId)).rejects.toMatchObject({ reason: 'tasks_person_moved' })
    expect((await listReports(scene.house.as(scene.coordinator), { task: taskId })).rows).toEqual([])
    await withdrawReport(scene.house.as(scene.self), { command: uuidv7(), reportId })
  })
})
