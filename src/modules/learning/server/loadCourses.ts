import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { FILE_KINDS, type FileKind } from '#platform/files/fileKind.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { wholeLesson, type CourseFile, type LessonContent } from '../domain/content.ts'
import { filesOf } from '../domain/lesson.ts'
import { insertShippedItems } from './bulletinStore.ts'
import { insertShippedCards } from './cardStore.ts'
import { editionStep } from '../domain/edition.ts'
import { courseIds, insertCourse } from './courseStore.ts'
import {
  insertEditions,
  noteEditions,
  renewEditions,
  shippedStandings,
  type Edition,
} from './shippedStore.ts'
import type { MediaKind } from '../domain/media.ts'
import { insertMedia } from './mediaStore.ts'
import { readBulletin, readCourses } from './readCourses.ts'
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

export interface Loaded {
  readonly lessons: number
  readonly items: number
  /** Newer editions of lessons that are here: they wait to be read. */
  readonly editions: number
  /** Newer editions that were left for another time, since somebody works on the lesson. */
  readonly later: number
}

/**
 * Brings the courses and the first items of the bulletin that ship with the house to an edition. What is new among the files is added;
 * a newer edition of what is here waits as a version of its own, and what trainers made stays as they made it. Brought twice it changes nothing.
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
    const standings = await shippedStandings(tx)
    const ids = new Map(await courseIds(tx))
    const fresh: ShippedVersion[] = []
    const steps: { step: ReturnType<typeof editionStep>; edition: Edition }[] = []
    for (const { folder: own, course, lessons } of courses) {
      const missing = lessons.filter(({ key }) => !standings.has(`${course.key}/${key}`))
      for (const { key, content: shipped } of lessons) {
        const standing = standings.get(`${course.key}/${key}`)
        if (!standing) continue
        const content = await withKeptFiles(tx, context, own, shipped)
        const hash = hashOf(content)
        const step = editionStep(hash, standing)
        if (step === 'same') continue
        const id = step === 'renew' ? standing.work!.id : uuidv7(tx.now)
        const { lessonId } = standing
        steps.push({ step, edition: { id, lessonId, content, hash, weight: await weighLesson(tx, content) } })
      }
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
    const which = (...wanted: readonly string[]) =>
      steps.filter(({ step }) => wanted.includes(step)).map(({ edition }) => edition)
    await insertEditions(tx, which('bring'))
    await renewEditions(tx, which('renew'))
    await noteEditions(tx, [...fresh, ...which('note', 'bring', 'renew')])
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
    const brought = {
      lessons: fresh.length,
      items,
      editions: which('bring', 'renew').length,
      later: which('later').length,
    }
    if (brought.lessons + items + brought.editions > 0)
      record(tx, 'learning.loadCourses', 'courses', { ...brought, state })
    return brought
  })
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
