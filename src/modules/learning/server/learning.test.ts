/** What a volunteer learns: graded here, kept as a log, an activity once, and due again by replay. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { announce } from '#platform/outbox/announce.ts'
import { arrangeLesson, RIGHT_FIELDS } from '#tests/builders/lessons.ts'
import { daysLater, NOON, useLearningStage } from '#tests/builders/learningStage.ts'
import { exportMyLearning } from './exportMyLearning.ts'
import { myCatalogue } from './myCatalogue.ts'
import { myLearningToday } from './myLearningToday.ts'
import { myRecall } from './myRecall.ts'
import { recallCard } from './recallCard.ts'
import { learningReactions } from './reactions.ts'
import { courseChanged } from './reward.ts'
import { viewLesson } from './viewLesson.ts'

const scene = useLearningStage()
const stateOf = async () =>
  (
    await scene.ask(sql<{ state: string }>`select state from people.person where id = ${scene.volunteer.id}`)
  )[0]!.state
const activities = async () =>
  (await scene.ask(sql<{ n: number }>`
    select count(*)::int as n from people.activity where person_id = ${scene.volunteer.id} and kind = 'lesson' and confirmed_by is null`))[0]!.n // prettier-ignore
const badges = () =>
  scene.ask(sql<{ about: string; due: boolean }>`
    select award.about, badge.refresh_due_at is not null as due from credentials.badge join credentials.award on award.number = badge.award
    where badge.person_id = ${scene.volunteer.id} and badge.revoked_at is null`)
const turn = (cardId: string, grade: number, changes: { command?: string; madeAt?: string } = {}) =>
  recallCard(scene.house.as(scene.self), { command: uuidv7(), cardId, grade, ...changes })

describe('a lesson', () => {
  it('that is answered rightly is passed, and makes its volunteer and her booth active', async () => {
    expect(await scene.answer()).toEqual({ right: 4, asked: 4, passed: true, wrong: [] })
    expect(await stateOf()).toBe('active')
    const own = scene.lesson
    const course = (await myCatalogue(scene.house.as(scene.self))).find(({ id }) => id === own.courseId)!
    expect(course).toMatchObject({ passed: 1, lessons: [{ id: own.lessonId, state: 'passed' }] })
    expect(await viewLesson(scene.house.as(scene.self), own.lessonId)).toMatchObject({
      passedOn: '2026-11-22',
      passedThis: true,
    })
  })

  it('with a wrong answer is not passed, says which, and keeps what was answered for the next look', async () => {
    const graded = await scene.answer({ fields: { ...RIGHT_FIELDS, 'a.one': '0' } })
    expect(graded).toEqual({ right: 3, asked: 4, passed: false, wrong: ['one'] })
    expect([await stateOf(), await activities()]).toEqual(['vouched', 0])
    const seen = await viewLesson(scene.house.as(scene.self), scene.lesson.lessonId)
    expect(seen.last).toMatchObject({ right: 3, asked: 4, fields: { 'a.one': '0', 'a.many.2': 'on' } })
    expect(seen.passedOn).toBeUndefined()
  })

  it('makes one activity however often it is passed, from however many phones at the same moment', async () => {
    // So many that a deadlock would outlast the tries of a transaction.
    await Promise.all(Array.from({ length: 10 }, () => scene.answer()))
    await scene.answer()
    expect(await activities()).toBe(1)
    const [kept] = await scene.ask(sql<{ attempts: number; passes: number }>`
      select (select count(*)::int from learning.attempt where person_id = ${scene.volunteer.id}) as attempts,
        (select count(*)::int from learning.pass where person_id = ${scene.volunteer.id}) as passes`)
    expect(kept).toEqual({ attempts: 11, passes: 1 })
  })

  it('that a course still lacked brings its badge, once; one that has changed since is passed again first', async () => {
    const { courseId, versionId } = await arrangeLesson(scene.house)
    await Promise.all([scene.answer({ versionId }), scene.answer({ versionId })])
    expect(await badges()).toEqual([{ about: courseId, due: false }])
    // Its fact changed, as releaseVersion says: what she passed before does not make it good again.
    await scene.house.asSystem().transaction((tx) => courseChanged(tx, courseId))
    await scene.answer({ versionId })
    expect(await badges()).toEqual([{ about: courseId, due: true }])
    const renewed = uuidv7()
    await scene.ask(
      sql`update learning.version set state = 'retired', retired_at = now() where id = ${versionId}`,
    )
    await scene.ask(sql`insert into learning.version select (jsonb_populate_record(null::learning.version, to_jsonb(old) || jsonb_build_object(
      'id', ${renewed}::text, 'number', 9, 'state', 'released', 'retired_at', null))).* from learning.version old where id = ${versionId}`)
    await scene.answer({ versionId: renewed })
    expect(await badges()).toEqual([{ about: courseId, due: false }])
  })

  it('replayed changes nothing, and a phone that was set up anew writes over nothing', async () => {
    const command = uuidv7()
    const first = await scene.answer({ command })
    expect(await scene.answer({ command })).toEqual(first)
    // The same phone, empty: it answers wrongly under a new id, later; what was passed stays passed.
    await scene.answer({ fields: { 'a.one': '0' } })
    expect(await viewLesson(scene.house.as(scene.self), scene.lesson.lessonId)).toMatchObject({
      passedThis: true,
    })
    await expect(scene.answer({ command, fields: {} })).rejects.toMatchObject({ id: 'commandReused' })
  })

  it('is passed when its phone says so, as far as that can be believed', async () => {
    await scene.answer({ madeAt: new Date(NOON.getTime() - 3 * 3_600_000).toISOString() })
    const [early] = await scene.ask(sql<{ at: Date; doubted: boolean }>`
      select made_at as at, clock_doubted as doubted from learning.attempt where person_id = ${scene.volunteer.id}`)
    expect(early).toEqual({ at: new Date(NOON.getTime() - 3 * 3_600_000), doubted: false })
    await scene.renew()
    await scene.answer({ madeAt: daysLater(40).toISOString() })
    const [bent] = await scene.ask(sql<{ at: Date; doubted: boolean }>`
      select made_at as at, clock_doubted as doubted from learning.attempt where person_id = ${scene.volunteer.id}`)
    expect(bent).toEqual({ at: NOON, doubted: true })
  })

  it('passed before anybody has vouched counts once somebody does', async () => {
    await scene.renew('placed')
    expect((await scene.answer()).passed).toBe(true)
    expect([await stateOf(), await activities(), await badges()]).toEqual(['placed', 0, []])
    const tell = () =>
      scene.house.asSystem().transaction((tx) =>
        announce(tx, 'people.vouched', {
          personId: scene.volunteer.id,
          placeId: scene.volunteer.place.id,
          wing: 1,
          vouchId: uuidv7(),
        }),
      )
    // A vouch that was taken back before it was heard of counts nothing.
    await tell()
    await deliverEvents(scene.house.platform, learningReactions)
    expect(await activities()).toBe(0)
    await sql`update people.person set state = 'vouched' where id = ${scene.volunteer.id}`.execute(
      scene.house.owner.db,
    )
    await tell()
    await deliverEvents(scene.house.platform, learningReactions)
    expect([await stateOf(), await activities()]).toEqual(['active', 1])
    expect(await badges()).toHaveLength(1)
  })

  it('that is not in force, and one that never was, is not there', async () => {
    for (const versionId of [uuidv7(), scene.lesson.lessonId])
      await expect(scene.answer({ versionId })).rejects.toMatchObject({ id: 'notFound' })
    await expect(viewLesson(scene.house.as(scene.self), 'nothing')).rejects.toMatchObject({ id: 'notFound' })
    await expect(viewLesson(scene.house.as(scene.self), uuidv7())).rejects.toMatchObject({ id: 'notFound' })
  })
})

describe('recall', () => {
  it('begins with the cards of a passed lesson, and puts what was known further away', async () => {
    expect(await myLearningToday(scene.house.as(scene.self))).toMatchObject({ due: 0 })
    await scene.answer()
    const before = await myRecall(scene.house.as(scene.self))
    expect(before.set.map(({ front }) => front)).toEqual(['कितनी चैट?', 'पहले क्या?'])
    expect(before.progress).toEqual({ all: 2, known: 0, learning: 0, fresh: 2 })
    expect((await myRecall(scene.house.as(scene.self, 'en'))).set[0]!.back).toBe('five')
    await turn(scene.lesson.cards[0]!, 3)
    const after = await myRecall(scene.house.as(scene.self))
    expect(after.set.map(({ id }) => id)).toEqual([scene.lesson.cards[1]])
    expect(after).toMatchObject({ turnedToday: 1, daysOfSeven: 1, progress: { learning: 1, fresh: 1 } })
    expect(after.later.map(({ id, dueOn }) => [id, dueOn > '2026-11-22'])).toEqual([
      [scene.lesson.cards[0], true],
    ])
    expect(await myLearningToday(scene.house.as(scene.self))).toMatchObject({ due: 1 })
  })

  it('comes to the same whichever phone sends first, and however often', async () => {
    await scene.answer()
    const [card] = scene.lesson.cards
    const made = [
      { command: uuidv7(), grade: 3, madeAt: daysLater(1).toISOString() },
      { command: uuidv7(), grade: 1, madeAt: daysLater(4).toISOString() },
      { command: uuidv7(), grade: 4, madeAt: daysLater(6).toISOString() },
    ]
    const states: unknown[] = []
    for (const order of [
      [0, 1, 2],
      [2, 0, 1, 2, 0],
      [1, 2, 0],
    ]) {
      await scene.renew()
      scene.house.clock.moveTo(NOON)
      await scene.answer()
      scene.house.clock.moveTo(daysLater(7))
      // Another person's turns carry ids of their own; the same one sent twice counts once.
      const own = made.map((one) => ({ ...one, command: uuidv7() }))
      for (const nth of order) await turn(card!, own[nth]!.grade, own[nth])
      const { later, set } = await myRecall(scene.house.as(scene.self))
      states.push([...set, ...later].map(({ front, dueOn }) => [front, dueOn]))
    }
    expect(states[1]).toEqual(states[0])
    expect(states[2]).toEqual(states[0])
  })

  it('asks nobody about a lesson that she has not passed', async () => {
    await expect(turn(scene.lesson.cards[0]!, 3)).rejects.toMatchObject({ id: 'notFound' })
    await scene.answer()
    await expect(turn(uuidv7(), 3)).rejects.toMatchObject({ id: 'notFound' })
    await expect(turn(scene.lesson.cards[0]!, 5)).rejects.toMatchObject({ id: 'badInput' })
  })

  it('never takes a chain away: a week without a turn leaves what was known as it was', async () => {
    await scene.answer()
    for (const card of scene.lesson.cards) await turn(card, 4)
    const before = (await myRecall(scene.house.as(scene.self))).progress
    scene.house.clock.moveTo(daysLater(60))
    const after = await myRecall(scene.house.as(scene.self))
    expect(after.progress).toEqual(before)
    expect(after.daysOfSeven).toBe(0)
  })
})

describe('what somebody learnt', () => {
  it('is seen by herself and by whoever sees her, and by nobody else', async () => {
    await scene.answer()
    const count = async (by: typeof scene.self) =>
      scene.house.as(by).transaction(async ({ db }) => {
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from learning.attempt where person_id = ${scene.volunteer.id}`.execute(db)
        return rows[0]!.n
      })
    const { network } = scene
    const stranger = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'vouched' })
    const elsewhere = await network.holder(network.tree.constituency(1, 0), null)
    expect(await count(scene.self)).toBe(1)
    expect(await count(scene.coordinator)).toBe(1)
    expect(await count(await network.actor(stranger, 1))).toBe(0)
    expect(await count(elsewhere)).toBe(0)
    expect(await count(scene.trainer)).toBe(0)
  })

  it('cannot be written in somebody else’s name', async () => {
    const { id } = scene.volunteer
    const forged = scene.house.as(scene.coordinator).transaction(({ db }) =>
      sql`insert into learning.pass (id, person_id, version_id, lesson_id, at)
        values (${uuidv7()}, ${id}, ${scene.lesson.versionId}, ${scene.lesson.lessonId}, now())`.execute(db),
    )
    await expect(forged).rejects.toThrow(/row-level security/)
  })

  it('goes when she leaves, but for the bare fact that she passed', async () => {
    await scene.answer()
    await turn(scene.lesson.cards[0]!, 3)
    const copy = await exportMyLearning(scene.house.as(scene.self))
    expect(copy).toMatchObject({
      lessonAnswers: [{ right: 4 }],
      lessonsPassed: [{}],
      recalls: [{ grade: 3 }],
    })
    await scene.house
      .asSystem()
      .transaction((tx) => announce(tx, 'people.left', { personId: scene.volunteer.id }))
    await deliverEvents(scene.house.platform, learningReactions)
    const [left] = await scene.ask(sql<{ attempts: number; passes: number; recalls: number }>`
      select (select count(*)::int from learning.attempt where person_id = ${scene.volunteer.id}) as attempts,
        (select count(*)::int from learning.pass where person_id = ${scene.volunteer.id}) as passes,
        (select count(*)::int from learning.recall where person_id = ${scene.volunteer.id}) as recalls`)
    expect(left).toEqual({ attempts: 0, passes: 1, recalls: 0 })
  })
})

it('finds somebody’s turns and passes by an index, however many people there are', async () => {
  const { owner } = scene.house
  await scene.answer()
  const planned = async (query: ReturnType<typeof sql>) => {
    const { rows } = await owner.db.transaction().execute(async (tx) => {
      // The tables of a test are small enough to be read whole; what counts is that an index fits.
      await sql`set local enable_seqscan = off`.execute(tx)
      return sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(tx)
    })
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  const { id } = scene.volunteer
  expect(await planned(sql`select from learning.recall where person_id = ${id}`)).toContain('recall_person')
  expect(await planned(sql`select from learning.pass where person_id = ${id}`)).toContain(
    'pass_person_id_version_id_key',
  )
  expect(await planned(sql`select from learning.attempt where person_id = ${id} and version_id = ${id}`)).toContain('attempt_person') // prettier-ignore
})
