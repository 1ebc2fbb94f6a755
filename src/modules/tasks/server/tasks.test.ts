/** A task from its giving to the activity that comes of it, by the verbs of those who act. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { type MadeUpPerson, type Network, type PersonState } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangeTask } from '#tests/builders/tasks.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { SendReport } from '../domain/report.ts'
import { changeTask } from './changeTask.ts'
import { confirmReport } from './confirmReport.ts'
import { endTask } from './endTask.ts'
import { myTasks, viewMyTask } from './myTasks.ts'
import { sendBackReport } from './sendBackReport.ts'
import { viewTask } from './viewTask.ts'
import { arrangeTaskStage, drawing, type TaskStage } from '#tests/builders/taskStage.ts'

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
const stateOf = async () =>
  (await one(sql<{ state: string }>`select state from people.person where id = ${volunteer.id}`)).state

describe('a task', () => {
  it('given to a place shows to its volunteers in their language, and once reported and confirmed makes them active', async () => {
    const taskId = await give()
    const { toDo } = await myTasks(house.as(self))
    expect(toDo.find(({ id }) => id === taskId)).toMatchObject({
      title: 'घर-घर जाना',
      isOpen: true,
      report: undefined,
    })
    expect((await viewMyTask(house.as(self, 'en'), taskId)).title).toBe('Door to door')

    const { reportId } = await send(taskId)
    expect((await viewMyTask(house.as(self), taskId)).report).toMatchObject({
      state: 'sent',
      told: 'बीस घर मिले',
    })
    expect(await stateOf()).toBe('vouched')
    expect(await confirm(reportId)).toEqual({ state: 'active' })
    expect(await stateOf()).toBe('active')
    expect((await viewMyTask(house.as(self), taskId)).report).toMatchObject({ state: 'confirmed' })
    expect(
      await one(
        sql`select kind, source, happened_on::text as on from people.activity where person_id = ${volunteer.id}`,
      ),
    ).toEqual({
      kind: 'task',
      source: reportId,
      on: '2026-11-22',
    })
    const { rows } = await sql<{
      verb: string
    }>`select verb from audit.entry where subject = ${`report:${reportId}`} order by seq`.execute(
      house.owner.db,
    )
    expect(rows.map(({ verb }) => verb)).toEqual(['tasks.sendReport', 'tasks.confirmReport'])
  })

  it('is given, reported and confirmed once, however often the command comes', async () => {
    const command = uuidv7()
    const taskId = await give({ command })
    expect(await give({ command })).toBe(taskId)
    const sent = { command: uuidv7(), madeAt: '2026-11-22T05:00:00Z' }
    const photo = await drawing('#123456')
    const first = await send(taskId, sent, photo)
    expect(await send(taskId, sent, photo)).toEqual(first)
    await expect(send(taskId, sent, await drawing('#654321'))).rejects.toMatchObject({ id: 'commandReused' })
    await expect(send(taskId)).rejects.toMatchObject({ reason: 'tasks_reported_already' })
    const answer = { command: uuidv7(), reportId: first.reportId }
    expect(await confirmReport(house.as(coordinator), answer)).toEqual(
      await confirmReport(house.as(coordinator), answer),
    )
    await expect(confirm(first.reportId)).rejects.toMatchObject({ reason: 'tasks_confirmed_already' })
    expect(
      await one(sql`select count(*)::int as n from people.activity where person_id = ${volunteer.id}`),
    ).toEqual({ n: 1 })
  })

  it('two reports at the same moment leave one standing, and two confirmers one confirmation', async () => {
    const taskId = await give()
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(() => send(taskId))))
    expect(outcomes.filter((outcome) => outcome === 'did')).toHaveLength(1)
    const reportId = (await viewMyTask(house.as(self), taskId)).report!.id
    const above = await network.holder(network.tree.district(0), null)
    const answers = await Promise.all(
      [coordinator, above].map((by) => outcomeOf(() => confirm(reportId, by))),
    )
    expect(answers.filter((outcome) => outcome === 'did')).toHaveLength(1)
  })

  it('asks only those of its place and wing for whom somebody vouched', async () => {
    const elsewhere = await arrangeTask(house, { place: network.tree.constituency(0, 1) })
    const otherWing = await arrangeTask(house, { place: network.tree.state, wing: 2 })
    for (const taskId of [elsewhere, otherWing]) {
      await expect(send(taskId)).rejects.toMatchObject({ id: 'notFound' })
      await expect(viewMyTask(house.as(self), taskId)).rejects.toMatchObject({ id: 'notFound' })
    }
    // A coordinator sees tasks elsewhere in her scope; they ask nothing of her.
    const boss = await network.holder(network.tree.state, null)
    await expect(send(elsewhere, {}, undefined, boss)).rejects.toMatchObject({ reason: 'tasks_not_asked' })
    await renew('placed')
    expect(await myTasks(house.as(self))).toMatchObject({ isVouched: false, toDo: [] })
    const here = await give()
    await expect(send(here)).rejects.toMatchObject({ reason: 'tasks_not_vouched' })
  })

  it('whose words aim at posts or accounts is refused with the reason, and so are words that send back', async () => {
    await expect(give({ wordsHi: 'https://m.facebook.com/somebody/1 पर जाएँ' })).rejects.toMatchObject({
      id: 'badInput',
      fields: { wordsHi: 'tasks_aims_at_post' },
    })
    const { reportId } = await send(await give())
    await expect(
      sendBackReport(house.as(coordinator), {
        command: uuidv7(),
        reportId,
        words: 'x.com/somebody पर जवाब दें',
      }),
    ).rejects.toMatchObject({ fields: { words: 'tasks_aims_at_post' } })
  })

  it('changes and ends with its history; what a phone made before the end is still taken, and bent when its clock is wrong', async () => {
    const taskId = await give()
    const said = {
      wordsHi: 'बीस घरों में जाएँ',
      wordsEn: '',
      titleEn: '',
      titleHi: 'घर-घर जाना',
      dueOn: '2026-12-05',
      confirmer: 'giver',
    } as const
    house.clock.moveTo(new Date(NOON.getTime() + 60_000))
    const { changed } = await changeTask(house.as(coordinator), { command: uuidv7(), taskId, ...said })
    expect(changed.toSorted()).toEqual(['confirmer', 'dueOn', 'titleEn', 'wordsEn', 'wordsHi'])
    expect(await changeTask(house.as(coordinator), { command: uuidv7(), taskId, ...said })).toEqual({
      changed: [],
    })

    house.clock.moveTo(new Date(NOON.getTime() + 3_600_000))
    await endTask(house.as(coordinator), { command: uuidv7(), taskId, reason: 'सब घर हो गए' })
    await expect(
      changeTask(house.as(coordinator), { command: uuidv7(), taskId, ...said }),
    ).rejects.toMatchObject({
      reason: 'tasks_ended_already',
    })
    house.clock.moveTo(new Date(NOON.getTime() + 7_200_000))
    await expect(send(taskId)).rejects.toMatchObject({ reason: 'tasks_closed' })
    const { reportId } = await send(taskId, { madeAt: '2026-11-20T04:00:00+05:30' })
    expect(
      await one(
        sql`select made_at = ${NOON} as bent, clock_doubted from tasks.report where id = ${reportId}`,
      ),
    ).toEqual({
      bent: true,
      clock_doubted: true,
    })
    const { history, mayChange } = await viewTask(house.as(coordinator), { taskId })
    expect(history.map(({ what }) => what)).toEqual(['given', 'changed', 'ended'])
    expect(history[1]!.was).toMatchObject({
      wordsHi: 'अपने बूथ के घरों में जाएँ',
      confirmer: 'above',
      dueOn: '2026-12-01',
    })
    expect([history[2]!.words, history[0]!.name !== undefined, mayChange]).toEqual([
      'सब घर हो गए',
      true,
      false,
    ])
  })

  it('takes a count, a photo or a word of the booth where it counts as done', async () => {
    const counting = await give({ proof: 'count', unit: 'घर' })
    await expect(send(counting)).rejects.toMatchObject({ fields: { counted: 'tasks_count_needed' } })
    await send(counting, { counted: '20' })
    const shown = await give({ proof: 'photo' })
    await expect(send(shown)).rejects.toMatchObject({ fields: { photo: 'tasks_photo_needed' } })
    const booth = await give({ proof: 'booth' })
    await expect(send(booth)).rejects.toMatchObject({ fields: { atBooth: 'tasks_booth_needed' } })
    await send(booth, { atBooth: true })
    await expect(send(await give(), { happenedOn: '2026-11-23' })).rejects.toMatchObject({
      fields: { happenedOn: 'tasks_when_future' },
    })
  })
})
