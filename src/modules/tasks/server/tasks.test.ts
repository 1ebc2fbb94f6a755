/** A task from its giving to the activity that comes of it, by the verbs of those who act. */
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { chooseBooth } from '#modules/people/server/chooseBooth.ts'
import { leave } from '#modules/people/server/leave.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { arrangeNetwork, type MadeUpPerson, type Network, type PersonState } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { arrangeReport, arrangeTask } from '#tests/builders/tasks.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { asked } from '../domain/progress.ts'
import type { SendReport } from '../domain/report.ts'
import type { GiveTask } from '../domain/task.ts'
import { changeTask } from './changeTask.ts'
import { confirmReport } from './confirmReport.ts'
import { correctReport } from './correctReport.ts'
import { endTask } from './endTask.ts'
import { giveTask } from './giveTask.ts'
import { countReportsForMe, listReports } from './listReports.ts'
import { listTasks } from './listTasks.ts'
import { exportMyReports, myTasks, viewMyTask } from './myTasks.ts'
import { openPhoto } from './openPhoto.ts'
import { forgetPhoto } from './photo.ts'
import { progressQuery } from './progressStore.ts'
import { taskReactions } from './reactions.ts'
import { sendBackReport } from './sendBackReport.ts'
import { sendReport } from './sendReport.ts'
import { findTask } from './taskStore.ts'
import { listTaskPeople, viewTask } from './viewTask.ts'
import { withdrawReport } from './withdrawReport.ts'

const NOON = new Date('2026-11-22T06:30:00Z')
let house: TestPlatform
let network: Network
let coordinator: PersonActor
let volunteer: MadeUpPerson
let self: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  coordinator = await network.holder(network.tree.constituency(0, 0), null)
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.moveTo(NOON)
  await newVolunteer()
})
async function newVolunteer(state: PersonState = 'vouched') {
  volunteer = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state })
  await network.appoint(volunteer, { role: 'volunteer' })
  self = await network.actor(volunteer, 1)
}
const give = async (changes: Partial<GiveTask> = {}, by = coordinator) =>
  (
    await giveTask(house.as(by), {
      command: uuidv7(),
      placeId: network.tree.constituency(0, 0).id,
      wing: null,
      titleHi: 'घर-घर जाना',
      wordsHi: 'अपने बूथ के घरों में जाएँ',
      titleEn: 'Door to door',
      wordsEn: 'Go to the homes of your booth',
      dueOn: '2026-12-01',
      proof: 'words',
      confirmer: 'above',
      ...changes,
    })
  ).taskId
const send = (taskId: string, changes: Partial<SendReport> = {}, photo?: Buffer, by = self) =>
  sendReport(
    house.as(by),
    { command: uuidv7(), taskId, told: 'बीस घर मिले', happenedOn: '2026-11-22', ...changes },
    photo && from(photo),
  )
async function* from(bytes: Buffer) {
  yield bytes
}
const confirm = (reportId: string, by = coordinator) =>
  confirmReport(house.as(by), { command: uuidv7(), reportId })
const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> =>
  (await query.execute(house.owner.db)).rows[0]!
const stateOf = async () =>
  (await one(sql<{ state: string }>`select state from people.person where id = ${volunteer.id}`)).state
const drawing = (colour: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '26/1 54/1 44/1' } })
    .jpeg()
    .toBuffer()

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
    await newVolunteer('placed')
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
        await newVolunteer()
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
    await chooseBooth(house.as(self), { command: uuidv7(), boothId: network.tree.booth(1, 0, 0).id })
    await expect(confirm(reportId)).rejects.toMatchObject({ reason: 'tasks_person_moved' })
    expect((await listReports(house.as(coordinator), { task: taskId })).rows).toEqual([])
    await withdrawReport(house.as(self), { command: uuidv7(), reportId })
  })
})

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
      from(await drawing('#0000ff')),
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
    await newVolunteer()
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
    await leave(house.as(self), { command: uuidv7() })
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

describe('how far a task is', () => {
  it('adds up by area and wing, each number is the count of its rows, and each sees the own part alone', async () => {
    const { tree } = network
    const taskId = await arrangeTask(house, { place: tree.district(1) })
    for (const [seat, booth, state, report] of [
      [0, 0, 'vouched', undefined],
      [0, 0, 'active', 'sent'],
      [0, 1, 'lapsed', 'confirmed'],
      [1, 0, 'vouched', 'confirmed'],
      [1, 2, 'placed', undefined],
      [1, 2, 'vouched', undefined],
    ] as const) {
      const place = tree.booth(1, seat, booth)
      const person = await network.person({ place, wing: booth === 2 ? 2 : 1, state })
      if (report)
        await arrangeReport(house, {
          taskId,
          personId: person.id,
          place,
          wing: 1,
          state: report,
          answeredBy: coordinator.personId,
        })
    }
    const district = await network.holder(tree.district(1), null)
    const view = await viewTask(house.as(district), { taskId })
    // The holder herself is among those asked: she stands at the district.
    expect(view.progress).toEqual({ none: 3, sent: 1, sent_back: 0, confirmed: 2 })
    expect(view.areas.map(({ progress }) => progress)).toEqual([
      { none: 1, sent: 1, sent_back: 0, confirmed: 1 },
      { none: 1, sent: 0, sent_back: 0, confirmed: 1 },
    ])
    for (const { place, progress } of [view, ...view.areas])
      for (const part of ['none', 'sent', 'sent_back', 'confirmed', undefined] as const) {
        const { rows } = await listTaskPeople(house.as(district), { taskId, placeId: place.id, part })
        expect(rows.length, `${place.nameEn} ${part}`).toBe(part ? progress[part] : asked(progress))
      }
    const seat = await network.holder(tree.constituency(1, 0), 1)
    const part = await viewTask(house.as(seat), { taskId })
    expect([part.place.id, part.progress.confirmed, part.mayChange]).toEqual([
      tree.constituency(1, 0).id,
      1,
      false,
    ])
    await expect(
      viewTask(house.as(seat), { taskId, placeId: tree.constituency(1, 1).id }),
    ).rejects.toMatchObject({ id: 'forbidden' })
    const listed = (await listTasks(house.as(district), {})).rows.find(({ id }) => id === taskId)!
    expect([listed.asked, listed.sent, listed.confirmed]).toEqual([7, 1, 2])
  })

  it('is read from indexes alone, of people and of reports, at the size of a state', async () => {
    const { tree } = network
    const taskId = await arrangeTask(house, { place: tree.state })
    const booths = tree.places.filter(({ level }) => level === 'booth')
    await house.owner.db.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = on`.execute(tx)
      await sql`
        insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at)
        select gen_random_uuid(), 'x', 'x', 'x', '\\x00', sha256(n::text::bytea), (${booths.map(({ id }) => id)}::uuid[])[1 + n % 12],
          (${booths.map(({ lft }) => lft)}::int[])[1 + n % 12], n % 3, 'vouched', now(), now() from generate_series(1, 6000) as n`.execute(
        tx,
      )
      await sql`
        insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at)
        select gen_random_uuid(), ${taskId}, id, place_id, place_lft, wing, 'sent', 'बीस घर', '2026-11-22', now(), now()
        from people.person where name = 'x' order by id limit 3000`.execute(tx)
    })
    await sql`vacuum (analyze) people.person, tasks.report`.execute(house.owner.db)
    interface Node {
      'Node Type': string
      'Relation Name'?: string
      'Index Name'?: string
      Plans?: Node[]
    }
    const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)]
    const actor = await network.holder(tree.state, null)
    const plan = await house.as(actor).transaction(async (tx) => {
      const task = (await findTask(tx, taskId))!
      const { rows } = await sql<{
        'QUERY PLAN': [{ Plan: Node }]
      }>`explain (format json) ${progressQuery(task, tree.state.id)}`.execute(tx.db)
      return nodes(rows[0]!['QUERY PLAN'][0].Plan)
    })
    const reads = plan.filter((node) => ['person', 'report'].includes(node['Relation Name'] ?? ''))
    expect(reads.length).toBeGreaterThanOrEqual(3)
    expect(reads.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
  })
})
