/** A task from its giving to the activity that comes of it, by the verbs of those who act. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangeTask } from '#tests/builders/tasks.ts'
import { changeTask } from './changeTask.ts'
import { confirmReport } from './confirmReport.ts'
import { endTask } from './endTask.ts'
import { myTasks, viewMyTask } from './myTasks.ts'
import { sendBackReport } from './sendBackReport.ts'
import { viewTask } from './viewTask.ts'
import { drawing, useTaskStage } from '#tests/builders/taskStage.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
const scene = useTaskStage()
const stateOf = async () =>
  (await scene.one(sql<{ state: string }>`select state from people.person where id = ${scene.volunteer.id}`))
    .state

describe('a task', () => {
  it('given to a place shows to its volunteers in their language, and once reported and confirmed makes them active', async () => {
    const taskId = await scene.give()
    const { toDo } = await myTasks(scene.house.as(scene.self))
    expect(toDo.find(({ id }) => id === taskId)).toMatchObject({
      title: 'घर-घर जाना',
      isOpen: true,
      report: undefined,
    })
    expect((await viewMyTask(scene.house.as(scene.self, 'en'), taskId)).title).toBe('Door to door')

    const { reportId } = await scene.send(taskId)
    expect((await viewMyTask(scene.house.as(scene.self), taskId)).report).toMatchObject({
      state: 'sent',
      told: 'बीस घर मिले',
    })
    expect(await stateOf()).toBe('vouched')
    expect(await scene.confirm(reportId)).toEqual({ state: 'active' })
    expect(await stateOf()).toBe('active')
    expect((await viewMyTask(scene.house.as(scene.self), taskId)).report).toMatchObject({
      state: 'confirmed',
    })
    expect(
      await scene.one(
        sql`select kind, source, happened_on::text as on from people.activity where person_id = ${scene.volunteer.id}`,
      ),
    ).toEqual({
      kind: 'task',
      source: reportId,
      on: '2026-11-22',
    })
    const { rows } = await sql<{
      verb: string
    }>`select verb from audit.entry where subject = ${`report:${reportId}`} order by seq`.execute(
      scene.house.owner.db,
    )
    expect(rows.map(({ verb }) => verb)).toEqual(['tasks.sendReport', 'tasks.confirmReport'])
  })

  it('that must be mended in several places is told all of them at once, a due day that has passed among them', async () => {
    const faultsOf = (changes: object) =>
      scene.give(changes).then(
        () => ({}),
        ({ fields }: { fields: object }) => fields,
      )
    expect(await faultsOf({ dueOn: '2026-11-21' })).toEqual({ dueOn: 'tasks_due_past' })
    expect(
      await faultsOf({ dueOn: '2026-11-21', wordsHi: '', wordsEn: '', proof: 'count', unit: '' }),
    ).toEqual({
      wordsHi: 'tasks_words_needed',
      wordsEn: 'tasks_words_needed',
      dueOn: 'tasks_due_past',
      unit: 'tasks_unit_needed',
    })
    expect(await faultsOf({ dueOn: '2026-11-21', titleHi: 'क', proof: 'other' })).toMatchObject({
      titleHi: 'tasks_title_short',
      dueOn: 'tasks_due_past',
      proof: 'tasks_proof_needed',
    })
  })

  it('is given, reported and confirmed once, however often the command comes', async () => {
    const command = uuidv7()
    const taskId = await scene.give({ command })
    expect(await scene.give({ command })).toBe(taskId)
    const sent = { command: uuidv7(), madeAt: '2026-11-22T05:00:00Z' }
    const photo = await drawing('#123456')
    const first = await scene.send(taskId, sent, photo)
    expect(await scene.send(taskId, sent, photo)).toEqual(first)
    await expect(scene.send(taskId, sent, await drawing('#654321'))).rejects.toMatchObject({
      id: 'commandReused',
    })
    await expect(scene.send(taskId)).rejects.toMatchObject({ reason: 'tasks_reported_already' })
    const answer = { command: uuidv7(), reportId: first.reportId }
    expect(await confirmReport(scene.house.as(scene.coordinator), answer)).toEqual(
      await confirmReport(scene.house.as(scene.coordinator), answer),
    )
    await expect(scene.confirm(first.reportId)).rejects.toMatchObject({ reason: 'tasks_confirmed_already' })
    expect(
      await scene.one(
        sql`select count(*)::int as n from people.activity where person_id = ${scene.volunteer.id}`,
      ),
    ).toEqual({ n: 1 })
  })

  it('two reports at the same moment leave one standing, and two confirmers one confirmation', async () => {
    const taskId = await scene.give()
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(() => scene.send(taskId))))
    expect(outcomes.filter((outcome) => outcome === 'did')).toHaveLength(1)
    const reportId = (await viewMyTask(scene.house.as(scene.self), taskId)).report!.id
    const above = await scene.network.holder(scene.network.tree.district(0), null)
    const answers = await Promise.all(
      [scene.coordinator, above].map((by) => outcomeOf(() => scene.confirm(reportId, by))),
    )
    expect(answers.filter((outcome) => outcome === 'did')).toHaveLength(1)
  })

  it('asks only those of its place and wing for whom somebody vouched', async () => {
    const elsewhere = await arrangeTask(scene.house, { place: scene.network.tree.constituency(0, 1) })
    const otherWing = await arrangeTask(scene.house, { place: scene.network.tree.state, wing: 2 })
    for (const taskId of [elsewhere, otherWing]) {
      await expect(scene.send(taskId)).rejects.toMatchObject({ id: 'notFound' })
      await expect(viewMyTask(scene.house.as(scene.self), taskId)).rejects.toMatchObject({ id: 'notFound' })
    }
    // A scene.coordinator sees tasks elsewhere in her scope; they ask nothing of her.
    const boss = await scene.network.holder(scene.network.tree.state, null)
    await expect(scene.send(elsewhere, {}, undefined, boss)).rejects.toMatchObject({
      reason: 'tasks_not_asked',
    })
    await scene.renew('placed')
    expect(await myTasks(scene.house.as(scene.self))).toMatchObject({ isVouched: false, toDo: [] })
    const here = await scene.give()
    await expect(scene.send(here)).rejects.toMatchObject({ reason: 'tasks_not_vouched' })
  })

  it('whose words aim at posts or accounts is refused with the reason, and so are words that send back', async () => {
    await expect(scene.give({ wordsHi: 'https://m.facebook.com/somebody/1 पर जाएँ' })).rejects.toMatchObject({
      id: 'badInput',
      fields: { wordsHi: 'tasks_aims_at_post' },
    })
    const { reportId } = await scene.send(await scene.give())
    await expect(
      sendBackReport(scene.house.as(scene.coordinator), {
        command: uuidv7(),
        reportId,
        words: 'x.com/somebody पर जवाब दें',
      }),
    ).rejects.toMatchObject({ fields: { words: 'tasks_aims_at_post' } })
  })

  it('changes and ends with its history; what a phone made before the end is still taken, and bent when its clock is wrong', async () => {
    const taskId = await scene.give()
    const said = {
      wordsHi: 'बीस घरों में जाएँ',
      wordsEn: '',
      titleEn: '',
      titleHi: 'घर-घर जाना',
      dueOn: '2026-12-05',
      confirmer: 'giver',
    } as const
    scene.house.clock.moveTo(new Date(NOON.getTime() + 60_000))
    const { changed } = await changeTask(scene.house.as(scene.coordinator), {
      command: uuidv7(),
      taskId,
      ...said,
    })
    expect(changed.toSorted()).toEqual(['confirmer', 'dueOn', 'titleEn', 'wordsEn', 'wordsHi'])
    expect(
      await changeTask(scene.house.as(scene.coordinator), { command: uuidv7(), taskId, ...said }),
    ).toEqual({
      changed: [],
    })

    // Past its day its words may still be mended; another day must lie ahead.
    scene.house.clock.moveTo(new Date('2026-12-07T06:30:00Z'))
    const late = { ...said, wordsHi: 'बीस घरों में जाकर पूछें' }
    expect(
      await changeTask(scene.house.as(scene.coordinator), { command: uuidv7(), taskId, ...late }),
    ).toEqual({ changed: ['wordsHi'] })
    await expect(
      changeTask(scene.house.as(scene.coordinator), {
        command: uuidv7(),
        taskId,
        ...late,
        dueOn: '2026-12-06',
      }),
    ).rejects.toMatchObject({ fields: { dueOn: 'tasks_due_past' } })

    scene.house.clock.moveTo(new Date(NOON.getTime() + 3_600_000))
    await endTask(scene.house.as(scene.coordinator), { command: uuidv7(), taskId, reason: 'सब घर हो गए' })
    await expect(
      changeTask(scene.house.as(scene.coordinator), { command: uuidv7(), taskId, ...said }),
    ).rejects.toMatchObject({
      reason: 'tasks_ended_already',
    })
    scene.house.clock.moveTo(new Date(NOON.getTime() + 7_200_000))
    await expect(scene.send(taskId)).rejects.toMatchObject({ reason: 'tasks_closed' })
    const { reportId } = await scene.send(taskId, { madeAt: '2026-11-20T04:00:00+05:30' })
    expect(
      await scene.one(
        sql`select made_at = ${NOON} as bent, clock_doubted from tasks.report where id = ${reportId}`,
      ),
    ).toEqual({
      bent: true,
      clock_doubted: true,
    })
    const { history, mayChange } = await viewTask(scene.house.as(scene.coordinator), { taskId })
    expect(history.map(({ what }) => what)).toEqual(['given', 'changed', 'ended', 'changed'])
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
    const counting = await scene.give({ proof: 'count', unit: 'घर' })
    await expect(scene.send(counting)).rejects.toMatchObject({ fields: { counted: 'tasks_count_needed' } })
    await scene.send(counting, { counted: '20' })
    const shown = await scene.give({ proof: 'photo' })
    await expect(scene.send(shown)).rejects.toMatchObject({ fields: { photo: 'tasks_photo_needed' } })
    const booth = await scene.give({ proof: 'booth' })
    await expect(scene.send(booth)).rejects.toMatchObject({ fields: { atBooth: 'tasks_booth_needed' } })
    await scene.send(booth, { atBooth: true })
    await expect(scene.send(await scene.give(), { happenedOn: '2026-11-23' })).rejects.toMatchObject({
      fields: { happenedOn: 'tasks_when_future' },
    })
  })
})
