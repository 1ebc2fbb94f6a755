/** The courses that ship with the house: brought once, each lesson in force and said to be read by nobody yet. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useLearningStage } from '#tests/builders/learningStage.ts'
import { tinyLesson } from '#tests/builders/lessons.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { listCourses } from './listCourses.ts'
import { releaseVersion } from './releaseVersion.ts'
import { viewVersion } from './viewVersion.ts'
import { beginVersion } from './beginVersion.ts'
import type { ChangeVersion } from '../domain/version.ts'
import { changeVersion } from './changeVersion.ts'
import { retireVersion } from './retireVersion.ts'
import { loadCourses } from './loadCourses.ts'
import { readCourses } from './readCourses.ts'
import { myCatalogue } from './myCatalogue.ts'
import { viewLesson } from './viewLesson.ts'

const scene = useLearningStage()
let folder: string
const both = (hi: string, en: string) => ({ hi, en })
const write = (name: string, value: unknown) =>
  writeFileSync(join(folder, 'demo', name), JSON.stringify(value))
const course = (lessons: readonly string[]) =>
  write('course.json', {
    key: 'demo',
    platform: 'youtube',
    title: both('डेमो', 'Demo'),
    summary: both('', ''),
    lessons,
  })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'karyakarta-courses-'))
  mkdirSync(join(folder, 'demo'))
  const drawn = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#aac' } })
    .png()
    .toBuffer()
  writeFileSync(join(folder, 'demo', 'step.png'), drawn)
  const picture = { kind: 'picture', file: 'step.png', alt: both('चरण', 'step') }
  course(['01-one', '02-two'])
  write('01-one.json', { ...tinyLesson(), blocks: [picture, ...tinyLesson().blocks] })
  write(
    '02-two.json',
    tinyLesson((lesson) => (lesson.facts[0]!.readOn = null)),
  )
  const item = {
    key: 'labels',
    platform: 'youtube',
    says: both('एक नया निशान आया।', 'There is a new label.'),
    source: { title: 'Help page', publisher: 'The platform', address: 'https://help.example/labels' },
    readOn: '2026-11-20',
    datedOn: '2026-11-18',
    retiresOn: '2026-12-20',
  }
  writeFileSync(join(folder, 'bulletin.json'), JSON.stringify([item]))
})
afterAll(() => rmSync(folder, { recursive: true }))

const mine = async () => (await myCatalogue(scene.house.as(scene.self))).find(({ title }) => title === 'डेमो')

it('are there after loading, with their pictures and cards, and loading again changes nothing', async () => {
  const context = scene.house.asSystem()
  expect(await loadCourses(context, folder, 'released')).toMatchObject({ lessons: 2, items: 1, editions: 0 })
  const first = await mine()
  expect(first!.lessons).toHaveLength(2)
  const lesson = await viewLesson(scene.house.as(scene.self), first!.lessons[0]!.id)
  expect(lesson.fromHouse).toBe(true)
  expect(lesson.content.blocks[0]).toMatchObject({
    kind: 'picture',
    file: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  const [cards] = await scene.ask(sql<{ n: number }>`
    select count(*)::int as n from learning.card where lesson_id = any (${first!.lessons.map(({ id }) => id)}::uuid[])`)
  expect(cards!.n).toBe(4)
  expect(await loadCourses(context, folder, 'released')).toMatchObject({ lessons: 0, items: 0, editions: 0 })
  expect(await mine()).toEqual(first)
})

it('what is new among the files is added, and what trainers changed stays', async () => {
  const before = (await mine())!
  write('03-three.json', tinyLesson())
  course(['01-one', '02-two', '03-three'])
  await sql`update learning.course set title_hi = 'डेमो' where key = 'demo'`.execute(scene.house.owner.db)
  expect(await loadCourses(scene.house.asSystem(), folder, 'released')).toMatchObject({
    lessons: 1,
    items: 0,
    editions: 0,
  })
  const after = (await mine())!
  expect(after.lessons.slice(0, 2)).toEqual(before.lessons)
  expect(after.lessons).toHaveLength(3)
})

it('a file that is wrong is named with what is wrong in it', async () => {
  write('04-four.json', { ...tinyLesson(), title: both('', 'x') })
  course(['01-one', '02-two', '03-three', '04-four'])
  await expect(readCourses(folder)).rejects.toThrow(/04-four\.json: title\.hi: learning_words_needed/)
  expect(await readCourses(join(folder, 'nothing'))).toEqual([])
})

it('in a real organisation they wait until somebody has read them, and then are learnt like any other', async () => {
  const own = join(folder, 'real')
  mkdirSync(join(own, 'real'), { recursive: true })
  const said = {
    key: 'real',
    platform: 'x',
    title: both('असली', 'Real'),
    summary: both('', ''),
    lessons: ['01-one'],
  }
  writeFileSync(join(own, 'real', 'course.json'), JSON.stringify(said))
  writeFileSync(join(own, 'real', '01-one.json'), JSON.stringify(tinyLesson()))
  expect(await loadCourses(scene.house.asSystem(), own, 'in_review')).toMatchObject({
    lessons: 1,
    items: 0,
    editions: 0,
  })
  const seen = async () =>
    (await myCatalogue(scene.house.as(scene.self))).some(({ title }) => title === 'असली')
  expect(await seen()).toBe(false)
  const { courses } = await listCourses(scene.house.as(scene.trainer))
  const { work } = courses.find(({ key }) => key === 'real')!.lessons[0]!
  const { hash, may } = await viewVersion(scene.house.as(scene.trainer), work!.id)
  expect(may.release).toBe(true)
  await releaseVersion(scene.house.as(scene.trainer), {
    command: uuidv7(),
    versionId: work!.id,
    readHash: hash,
  })
  expect(await seen()).toBe(true)
})

it('a newer edition waits as a version of its own, once; what the organisation wrote is never touched', async () => {
  const own = join(folder, 'editions')
  mkdirSync(join(own, 'yearly'), { recursive: true })
  const said = { key: 'yearly', platform: 'x', title: both('साल', 'Yearly'), summary: both('', ''), lessons: ['01-one'] }
  writeFileSync(join(own, 'yearly', 'course.json'), JSON.stringify(said))
  const ship = (year: string) =>
    writeFileSync(join(own, 'yearly', '01-one.json'), JSON.stringify(tinyLesson((lesson) => (lesson.title.en = year))))
  const bring = async () => {
    const { lessons, editions, later } = await loadCourses(scene.house.asSystem(), own, 'in_review')
    return [lessons, editions, later]
  }
  const [as, other] = [scene.house.as(scene.trainer), scene.house.as(scene.other)]
  const lesson = async () => (await listCourses(as)).courses.find(({ key }) => key === 'yearly')!.lessons[0]!
  const waiting = async () => viewVersion(as, (await lesson()).work!.id)
  const release = async (by = as) => {
    const { id, hash } = await waiting()
    await releaseVersion(by, { command: uuidv7(), versionId: id, readHash: hash })
  }
  ship('2026')
  expect(await bring()).toEqual([1, 0, 0])
  // Nobody has read the first one yet: the second stands in its place.
  ship('2027')
  expect(await bring()).toEqual([0, 1, 0])
  expect(await waiting()).toMatchObject({ number: 1, state: 'in_review', content: { title: { en: '2027' } } })
  expect(await bring()).toEqual([0, 0, 0])
  await release()
  ship('2028')
  expect(await bring()).toEqual([0, 1, 0])
  expect(await waiting()).toMatchObject({ number: 2, fromHouse: true, content: { title: { en: '2028' } } })
  expect((await lesson()).titleEn).toBe('2027')
  // A trainer writes on the edition that waits: it is hers now, and what comes later waits until she is done.
  const { id, hash, content } = await waiting()
  const ours = structuredClone(content) as ChangeVersion['content']
  ours.title.en = 'Ours'
  await changeVersion(as, { command: uuidv7(), versionId: id, basedOn: hash, content: ours })
  ship('2029')
  expect(await bring()).toEqual([0, 0, 1])
  expect((await waiting()).content.title.en).toBe('Ours')
  await retireVersion(other, { command: uuidv7(), versionId: id, words: 'not wanted' })
  expect(await bring()).toEqual([0, 1, 0])
  expect((await waiting()).content.title.en).toBe('2029')
  // Turned down, it does not come again.
  await retireVersion(other, { command: uuidv7(), versionId: (await waiting()).id, words: 'not wanted' })
  expect(await bring()).toEqual([0, 0, 0])
  ship('2028')
  expect(await bring()).toEqual([0, 0, 0])
  expect((await lesson()).titleEn).toBe('2027')
  await beginVersion(as, { command: uuidv7(), lessonId: (await lesson()).id })
}) // prettier-ignore

it('a lesson that was here before editions were counted, and was written on, gets none but newer ones', async () => {
  const own = join(folder, 'before')
  mkdirSync(join(own, 'before'), { recursive: true })
  const said = { key: 'before', platform: 'x', title: both('पहले', 'Before'), summary: both('', ''), lessons: ['01-one'] }
  writeFileSync(join(own, 'before', 'course.json'), JSON.stringify(said))
  const ship = (title: string) =>
    writeFileSync(join(own, 'before', '01-one.json'), JSON.stringify(tinyLesson((lesson) => (lesson.title.en = title))))
  const bring = () => loadCourses(scene.house.asSystem(), own, 'released')
  ship('First')
  await bring()
  await sql`delete from learning.shipped_edition using learning.lesson, learning.course
    where lesson.id = shipped_edition.lesson_id and course.id = lesson.course_id and course.key = 'before'`.execute(scene.house.owner.db)
  ship('Second')
  expect(await bring()).toMatchObject({ editions: 0, later: 0 })
  ship('Third')
  // It waits to be read where lessons were brought in force too.
  expect(await bring()).toMatchObject({ editions: 1, later: 0 })
}) // prettier-ignore

it('the courses in data/courses are whole, and none of their tasks aims at anybody', async () => {
  const courses = await readCourses(join(process.cwd(), 'data/courses'))
  const lessonsOf = (key: string) =>
    courses.find(({ course: { key: own } }) => own === key)?.lessons.length ?? 0
  for (const key of ['whatsapp', 'youtube', 'honest-sharing'])
    expect(lessonsOf(key)).toBeGreaterThanOrEqual(6)
  for (const key of ['facebook', 'instagram', 'x', 'election-rules'])
    expect(lessonsOf(key)).toBeGreaterThanOrEqual(3)
})
