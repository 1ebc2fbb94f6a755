import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { FILE_KINDS, type FileKind } from '#platform/files/fileKind.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import {
  courseFile,
  shippedLesson,
  wholeLesson,
  type CourseFile,
  type LessonContent,
} from '../domain/content.ts'
import { filesOf } from '../domain/lesson.ts'
import { insertShippedItems } from './bulletinStore.ts'
import { insertShippedCards } from './cardStore.ts'
import { courseIds, insertCourse, knownLessons } from './courseStore.ts'
import { shippedBulletin, type ShippedItem } from '../domain/bulletin.ts'
import type { MediaKind } from '../domain/media.ts'
import { insertMedia } from './mediaStore.ts'
import { weighLesson } from './lessonWeight.ts'
import { insertShipped, type ShippedVersion } from './versionStore.ts'
import { hashOf, itemHash } from './weigh.ts'

/** Bytes of one file that ships with the house. */
const LARGEST_FILE = 3 * 1024 * 1024
const MEDIA: Partial<Record<FileKind, MediaKind>> = {
  jpeg: 'picture',
  png: 'picture',
  webp: 'picture',
  mp3: 'audio',
  ogg: 'audio',
  mp4: 'video',
}

interface ShippedCourse {
  readonly folder: string
  readonly course: CourseFile
  readonly lessons: readonly { readonly key: string; readonly content: LessonContent }[]
}

/**
 * Reads the courses that ship with the house (data/courses, see its README) and checks every line of them.
 * @throws Error naming the file and what is wrong with it
 */
export async function readCourses(folder: string): Promise<readonly ShippedCourse[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'course.json')))
    .map(({ name }) => name)
    .toSorted((one, other) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
  return Promise.all(
    names.map(async (name) => {
      const own = join(folder, name)
      const course = courseFile.parse(await readJson(join(own, 'course.json')))
      const lessons = await Promise.all(
        course.lessons.map(async (key) => ({ key, content: await readLesson(join(own, `${key}.json`)) })),
      )
      return { folder: own, course, lessons }
    }),
  )
}

/** What matters most comes first; courses that are not named here follow by their names. */
const FIRST = ['honest-sharing', 'whatsapp', 'youtube', 'facebook', 'instagram', 'x']
const placeOf = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)

const readJson = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))

async function readLesson(file: string): Promise<LessonContent> {
  const read = shippedLesson.safeParse(await readJson(file))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Error(`${file}: ${issue?.path.join('.')}: ${issue?.message}`)
}

export interface Loaded {
  readonly lessons: number
  readonly items: number
}

/**
 * Brings the courses and the first items of the bulletin that ship with the house to an edition. What stands there already stays as trainers made it; what
 * is new among the files is added.
 * @param state `in_review`: somebody of the organisation reads each before anybody learns it; `released`: the made-up organisation, where
 * nobody's work is waited for, and each lesson says that nobody has read it
 * @returns how many were added
 */
export async function loadCourses(
  context: Context,
  folder: string,
  state: 'in_review' | 'released',
): Promise<Loaded> {
  const courses = await readCourses(folder)
  const bulletin = await readBulletin(folder)
  return context.transaction(async (tx) => {
    const known = await knownLessons(tx)
    const ids = new Map(await courseIds(tx))
    const fresh: ShippedVersion[] = []
    for (const { folder: own, course, lessons } of courses) {
      const missing = lessons.filter(({ key }) => !known.has(`${course.key}/${key}`))
      if (missing.length === 0) continue
      const courseId = ids.get(course.key) ?? (await addCourse(tx, course))
      for (const lesson of missing) {
        const content = await withKeptFiles(tx, context, own, lesson.content)
        fresh.push({
          id: uuidv7(tx.now),
          lessonId: uuidv7(tx.now),
          courseId,
          key: lesson.key,
          position: lessons.indexOf(lesson),
          content,
          hash: hashOf(content),
          weight: await weighLesson(tx, content),
        })
      }
    }
    const isReleased = state === 'released'
    await insertShipped(tx, fresh, isReleased)
    if (isReleased)
      await insertShippedCards(
        tx,
        fresh.flatMap(({ lessonId, content }) =>
          content.cards.map((card, position) => ({ ...card, lessonId, position })),
        ),
      )
    const current = bulletin.filter(({ until }) => until >= indianDay(tx.now))
    const rows = current.map((item) => ({ ...item, id: uuidv7(tx.now), hash: itemHash(item) }))
    const items = await insertShippedItems(tx, rows, isReleased)
    if (fresh.length + items > 0)
      record(tx, 'learning.loadCourses', 'courses', { lessons: fresh.length, items, state })
    return { lessons: fresh.length, items }
  })
}

async function readBulletin(folder: string): Promise<readonly ShippedItem[]> {
  const file = join(folder, 'bulletin.json')
  return existsSync(file) ? shippedBulletin(await readJson(file)) : []
}

async function addCourse(tx: Transaction, { key, platform, title, summary }: CourseFile): Promise<string> {
  const id = uuidv7(tx.now)
  await insertCourse(tx, {
    id,
    key,
    platform,
    titleHi: title.hi,
    titleEn: title.en,
    summaryHi: summary.hi,
    summaryEn: summary.en,
    madeBy: null,
  })
  return id
}

/** Takes a lesson's files in and names them by their addresses. */
async function withKeptFiles(
  tx: Transaction,
  context: Context,
  folder: string,
  content: LessonContent,
): Promise<LessonContent> {
  const names = filesOf(content)
  if (names.length === 0) return wholeLesson.parse(content)
  const store = await openStore(context.platform.environment)
  const addresses = new Map<string, string>()
  for (const name of names) {
    const kinds = Object.keys(MEDIA) as FileKind[]
    const file = await putFile(tx, store, createReadStream(join(folder, name)), {
      limit: LARGEST_FILE,
      kinds,
    })
    const { sha256, bytes, kind } = file
    await insertMedia(tx, { sha256, bytes, kind: MEDIA[kind]!, mediaType: FILE_KINDS[kind] }, null)
    addresses.set(name, sha256)
  }
  return wholeLesson.parse({
    ...content,
    blocks: content.blocks.map((block) =>
      'file' in block ? { ...block, file: addresses.get(block.file) } : block,
    ),
  })
}
