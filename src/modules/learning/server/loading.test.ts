/** The courses that ship with the house: brought once, each lesson in force and said to be read by nobody yet. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useLearningStage } from '#tests/builders/learningStage.ts'
import { tinyLesson } from '#tests/builders/lessons.ts'
import { loadCourses, readCourses } from './loadCourses.ts'
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
})
afterAll(() => rmSync(folder, { recursive: true }))

const mine = async () => (await myCatalogue(scene.house.as(scene.self))).find(({ title }) => title === 'डेमो')

it('are there after loading, with their pictures and cards, and loading again changes nothing', async () => {
  const context = scene.house.asSystem()
  expect(await loadCourses(context, folder)).toBe(2)
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
  expect(await loadCourses(context, folder)).toBe(0)
  expect(await mine()).toEqual(first)
})

it('what is new among the files is added, and what trainers changed stays', async () => {
  const before = (await mine())!
  write('03-three.json', tinyLesson())
  course(['01-one', '02-two', '03-three'])
  await sql`update learning.course set title_hi = 'डेमो' where key = 'demo'`.execute(scene.house.owner.db)
  expect(await loadCourses(scene.house.asSystem(), folder)).toBe(1)
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
