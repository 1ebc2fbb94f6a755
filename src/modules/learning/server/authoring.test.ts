/** Two hands for every lesson: written by one, read and released by another, bound to exactly what was read. */
import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeLesson, tinyLesson } from '#tests/builders/lessons.ts'
import { daysLater, useLearningStage } from '#tests/builders/learningStage.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import type { LessonContent, LessonDraft } from '../domain/content.ts'
import { beginCourse } from './beginCourse.ts'
import { beginLesson } from './beginLesson.ts'
import { beginVersion } from './beginVersion.ts'
import { changeVersion } from './changeVersion.ts'
import { listCourses } from './listCourses.ts'
import { myCatalogue } from './myCatalogue.ts'
import { myRecall } from './myRecall.ts'
import { recallCard } from './recallCard.ts'
import { releaseVersion } from './releaseVersion.ts'
import { retireVersion } from './retireVersion.ts'
import { sendBackVersion } from './sendBackVersion.ts'
import { sendForReview } from './sendForReview.ts'
import { viewLesson } from './viewLesson.ts'
import { viewVersion } from './viewVersion.ts'

const scene = useLearningStage()
const as = (actor: Actor) => scene.house.as(actor)
const command = () => uuidv7()
const draftOf = (content: LessonContent) => structuredClone(content) as LessonDraft

/** A draft of a new lesson with the tiny lesson's words, not yet sent. */
async function written(by = scene.trainer): Promise<{ versionId: string; hash: string }> {
  const { courseId } = scene.lesson
  const { versionId } = await beginLesson(as(by), {
    command: command(),
    courseId,
    titleHi: 'नया',
    titleEn: 'New',
  })
  const { hash: basedOn } = await viewVersion(as(by), versionId)
  const { hash } = await changeVersion(as(by), {
    command: command(),
    versionId,
    basedOn,
    content: draftOf(tinyLesson()),
  })
  return { versionId, hash }
}
async function sent(): Promise<{ versionId: string; hash: string }> {
  const draft = await written()
  await sendForReview(as(scene.trainer), {
    command: command(),
    versionId: draft.versionId,
    basedOn: draft.hash,
  })
  return draft
}
const release = (by: Actor, versionId: string, readHash: string) =>
  releaseVersion(as(by), { command: command(), versionId, readHash })

describe('a lesson', () => {
  it('is written by one trainer, read and released by another, and then stands in everybody’s catalogue', async () => {
    const { versionId, hash } = await sent()
    await expect(release(scene.trainer, versionId, hash)).rejects.toMatchObject({ reason: 'learning_may_not_release_own' }) // prettier-ignore
    expect((await viewVersion(as(scene.trainer), versionId)).may.release).toBe(false)
    expect((await viewVersion(as(scene.other), versionId)).may.release).toBe(true)
    await release(scene.other, versionId, hash)
    const seen = await viewVersion(as(scene.trainer), versionId)
    expect(seen).toMatchObject({ state: 'released', may: { write: false } })
    const lessons = (await myCatalogue(as(scene.self))).flatMap((course) => course.lessons)
    expect(lessons.map(({ id }) => id)).toContain(seen.lessonId)
  })

  it('is not released by words that its reader has not read, and any edit makes a review void', async () => {
    const { versionId, hash } = await sent()
    const content = draftOf(tinyLesson((lesson) => (lesson.title.en = 'Another title')))
    await changeVersion(as(scene.trainer), { command: command(), versionId, basedOn: hash, content })
    expect((await viewVersion(as(scene.other), versionId)).state).toBe('draft')
    await expect(release(scene.other, versionId, hash)).rejects.toMatchObject({ reason: 'learning_is_draft' })
    const { hash: now } = await viewVersion(as(scene.trainer), versionId)
    await sendForReview(as(scene.trainer), { command: command(), versionId, basedOn: now })
    await expect(release(scene.other, versionId, hash)).rejects.toMatchObject({
      reason: 'learning_read_older',
    })
    await release(scene.other, versionId, now)
  })

  it('is not released by whoever only changed a word of it', async () => {
    const { versionId, hash } = await written()
    const content = draftOf(tinyLesson((lesson) => (lesson.title.en = 'A word less')))
    const { hash: basedOn } = await changeVersion(as(scene.other), {
      command: command(),
      versionId,
      basedOn: hash,
      content,
    })
    await sendForReview(as(scene.trainer), { command: command(), versionId, basedOn })
    for (const one of [scene.trainer, scene.other])
      await expect(release(one, versionId, basedOn)).rejects.toMatchObject({
        reason: 'learning_may_not_release_own',
      })
  })

  it('in force is changed by nobody, not even past the verbs', async () => {
    const { versionId, hash } = scene.lesson
    const content = draftOf(tinyLesson((lesson) => (lesson.title.en = 'Slipped in')))
    await expect(
      changeVersion(as(scene.trainer), { command: command(), versionId, basedOn: hash, content }),
    ).rejects.toMatchObject({ reason: 'learning_is_released' })
    const past = as(scene.trainer).transaction(({ db }) =>
      sql`update learning.version set content_hash = sha256('x') where id = ${versionId}`.execute(db),
    )
    await expect(past).rejects.toThrow(/check constraint/)
  })

  it('goes to review whole: what is missing is said where it is missing', async () => {
    const { versionId, hash } = await written()
    const content = draftOf(tinyLesson())
    content.title.en = ''
    const { hash: basedOn } = await changeVersion(as(scene.trainer), {
      command: command(),
      versionId,
      basedOn: hash,
      content,
    })
    await expect(
      sendForReview(as(scene.trainer), { command: command(), versionId, basedOn }),
    ).rejects.toMatchObject({
      id: 'badInput',
      fields: { 'title.en': 'learning_words_needed' },
    })
  })

  it('comes back from review with words, which its history keeps', async () => {
    const { versionId } = await sent()
    await sendBackVersion(as(scene.other), { command: command(), versionId, words: 'स्रोत जोड़ें' })
    const { state, history } = await viewVersion(as(scene.trainer), versionId)
    expect(state).toBe('draft')
    expect(history[0]).toMatchObject({ what: 'sent_back', words: 'स्रोत जोड़ें' })
  })

  it('that is retired leaves the catalogue and the recall, and stays passed', async () => {
    const own = await arrangeLesson(scene.house)
    await scene.answer({ versionId: own.versionId })
    await retireVersion(as(scene.other), {
      command: command(),
      versionId: own.versionId,
      words: 'पुराना हो गया',
    })
    await expect(viewLesson(as(scene.self), own.lessonId)).rejects.toMatchObject({ id: 'notFound' })
    expect((await myRecall(as(scene.self))).progress.all).toBe(0)
    const kept = await scene.ask(sql<{ n: number }>`
      select count(*)::int as n from learning.pass where person_id = ${scene.volunteer.id} and lesson_id = ${own.lessonId}`)
    expect(kept[0]!.n).toBe(1)
  })

  it('that is retired because it was wrong is begun again from what it said, mended and released', async () => {
    const own = await arrangeLesson(scene.house)
    await retireVersion(as(scene.other), { command: command(), versionId: own.versionId, words: 'ग़लत था' })
    const listed = async () =>
      (await listCourses(as(scene.trainer))).courses.flatMap(({ lessons }) => lessons).find(({ id }) => id === own.lessonId)!
    expect(await listed()).toMatchObject({ released: null, work: null, retiredId: own.versionId })
    expect((await listed()).titleEn).not.toBeNull()
    const { versionId } = await beginVersion(as(scene.trainer), { command: command(), lessonId: own.lessonId })
    const { hash, number } = await viewVersion(as(scene.trainer), versionId)
    expect(number).toBe(2)
    await sendForReview(as(scene.trainer), { command: command(), versionId, basedOn: hash })
    await releaseVersion(as(scene.other), { command: command(), versionId, readHash: hash })
    expect((await viewLesson(as(scene.self), own.lessonId)).versionId).toBe(versionId)
    await expect(beginVersion(as(scene.trainer), { command: command(), lessonId: uuidv7() })).rejects.toMatchObject({ id: 'notFound' })
  }) // prettier-ignore
})

describe('two trainers on one draft', () => {
  it('the second is asked, nothing is written over, and what gave way can be taken up again', async () => {
    const { versionId, hash } = await written()
    const mine = draftOf(tinyLesson((lesson) => (lesson.title.en = 'Mine')))
    const theirs = draftOf(tinyLesson((lesson) => (lesson.title.en = 'Theirs')))
    await changeVersion(as(scene.other), { command: command(), versionId, basedOn: hash, content: theirs })
    const late = { command: command(), versionId, basedOn: hash, content: mine }
    await expect(changeVersion(as(scene.trainer), late)).rejects.toMatchObject({
      id: 'changedMeanwhile',
      reason: 'learning_changed_meanwhile',
    })
    const now = await viewVersion(as(scene.trainer), versionId)
    expect(now.content.title.en).toBe('Theirs')
    // She chooses her own: the same words on the new state.
    await changeVersion(as(scene.trainer), { ...late, command: command(), basedOn: now.hash })
    const after = await viewVersion(as(scene.other), versionId)
    expect(after.content.title.en).toBe('Mine')
    const gaveWay = after.history.find(({ keeps, id }) => keeps && id !== after.history[0]!.id)!
    const again = await viewVersion(as(scene.other), versionId, gaveWay.id)
    expect([again.content.title.en, again.isOlder, again.hash]).toEqual(['Theirs', true, after.hash])
  })

  it('work on one draft: whoever begins second gets the first one’s', async () => {
    const own = await arrangeLesson(scene.house)
    const [one, two] = await Promise.all(
      [scene.trainer, scene.other].map((by) =>
        beginVersion(as(by), { command: command(), lessonId: own.lessonId }),
      ),
    )
    expect(one).toEqual(two)
    await expect(beginVersion(as(scene.trainer), { command: command(), lessonId: uuidv7() })).rejects.toMatchObject({ id: 'notFound' }) // prettier-ignore
  })
})

describe('a changed fact', () => {
  it('makes the cards that taught it due again for everybody, and no others', async () => {
    const own = await arrangeLesson(scene.house)
    await scene.answer({ versionId: own.versionId })
    for (const cardId of own.cards) await recallCard(as(scene.self), { command: command(), cardId, grade: 4 })
    scene.house.clock.moveTo(daysLater(1))
    expect((await myRecall(as(scene.self))).set).toEqual([])

    const { versionId } = await beginVersion(as(scene.trainer), {
      command: command(),
      lessonId: own.lessonId,
    })
    const content = draftOf(
      tinyLesson((lesson) => {
        lesson.facts[0]!.says = { hi: 'एक बार में तीन चैट', en: 'Three chats at a time' }
        lesson.cards[0]!.back = { hi: 'तीन', en: 'three' }
      }),
    )
    const { hash } = await changeVersion(as(scene.trainer), {
      command: command(),
      versionId,
      basedOn: own.hash,
      content,
    })
    expect((await viewVersion(as(scene.other), versionId)).reopens).toBe(1)
    await sendForReview(as(scene.trainer), { command: command(), versionId, basedOn: hash })
    expect(await release(scene.other, versionId, hash)).toEqual({ reopened: 1 })

    const { set } = await myRecall(as(scene.self))
    expect(set).toEqual([expect.objectContaining({ id: own.cards[0], back: 'तीन', isChanged: true })])
    const course = (await myCatalogue(as(scene.self))).find(({ id }) => id === own.courseId)!
    expect(course.lessons[0]!.state).toBe('renewed')
    // What a phone answered offline on the version that it showed still counts for that one.
    await scene.renew()
    expect((await scene.answer({ versionId: own.versionId })).passed).toBe(true)
  })

  it('is counted for those who write: unverified until read, stale from its day on', async () => {
    const unread = tinyLesson((lesson) => (lesson.facts[0]!.readOn = null))
    const own = await arrangeLesson(scene.house, unread)
    const old = await arrangeLesson(
      scene.house,
      tinyLesson((lesson) => (lesson.facts[0]!.staleOn = '2026-11-22')),
    )
    const { courses } = await listCourses(as(scene.trainer))
    const released = (id: string) => courses.find((course) => course.id === id)!.lessons[0]!.released!
    expect(released(own.courseId)).toMatchObject({ unverified: 1, stale: 0, fromHouse: true })
    expect(released(old.courseId)).toMatchObject({ unverified: 0, stale: 1 })
  })
})

/** Who may: said once more, by role and level, independently of the policy. */
const WRITES: readonly (readonly [Role, 'state' | 'district' | 'booth'])[] = [
  ['trainer', 'state'],
  ['trainer', 'district'],
  ['trainer', 'booth'],
  ['coordinator', 'state'],
]
const RELEASES: typeof WRITES = [
  ['trainer', 'state'],
  ['coordinator', 'state'],
]
const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore

it('writing and releasing are for those whom the policy names, and for nobody else', async () => {
  const { network } = scene
  const places = {
    state: network.tree.state,
    district: network.tree.district(0),
    booth: network.tree.booth(0, 0, 0),
  }
  const did: Record<'writes' | 'begins' | 'lists' | 'releases' | 'retires' | 'sendsBack', string[]> = {
    writes: [],
    begins: [],
    lists: [],
    releases: [],
    retires: [],
    sendsBack: [],
  }
  const stands = ROLES.flatMap((role) => (Object.keys(places) as (keyof typeof places)[]).map((level) => [role, level] as const)) // prettier-ignore
  for (const [role, level] of stands) {
    const actor = await network.holder(places[level], null, role)
    const inOneWing = await network.holder(places[level], network.wings.youth, role)
    const draft = await written()
    const note = async (what: keyof typeof did, by: Actor, act: () => Promise<unknown>) => {
      const outcome = await outcomeOf(act)
      if (outcome === 'did') did[what].push(`${role} ${level}${by === inOneWing ? ' in one wing' : ''}`)
      else expect(outcome).toBe('refused')
    }
    await note('lists', actor, () => listCourses(as(actor)))
    await note('begins', actor, () =>
      beginCourse(as(actor), { command: command(), platform: 'x', titleHi: 'कोर्स', titleEn: 'Course' }),
    )
    await note('writes', actor, () =>
      sendForReview(as(actor), { command: command(), versionId: draft.versionId, basedOn: draft.hash }),
    )
    await sendForReview(as(scene.trainer), { command: command(), versionId: draft.versionId, basedOn: draft.hash }).catch(() => {}) // prettier-ignore
    await note('sendsBack', actor, () =>
      sendBackVersion(as(actor), { command: command(), versionId: draft.versionId, words: 'फिर से देखें' }),
    )
    await sendForReview(as(scene.trainer), { command: command(), versionId: draft.versionId, basedOn: draft.hash }).catch(() => {}) // prettier-ignore
    await note('releases', inOneWing, () => release(inOneWing, draft.versionId, draft.hash))
    await note('releases', actor, () => release(actor, draft.versionId, draft.hash))
    await release(scene.other, draft.versionId, draft.hash).catch(() => {})
    await note('retires', actor, () =>
      retireVersion(as(actor), { command: command(), versionId: draft.versionId, words: 'पुराना' }),
    )
  }
  const named = (list: typeof WRITES) => list.map(([role, level]) => `${role} ${level}`).toSorted()
  for (const what of ['lists', 'begins', 'writes'] as const)
    expect(did[what].toSorted()).toEqual(named(WRITES))
  for (const what of ['releases', 'retires', 'sendsBack'] as const)
    expect([what, did[what].toSorted()]).toEqual([what, named(RELEASES)])
  await expect(listCourses(as(NOBODY))).rejects.toMatchObject({ id: 'notSignedIn' })
}, 60_000)
