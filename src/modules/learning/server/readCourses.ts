import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shippedBulletin, type ShippedItem } from '../domain/bulletin.ts'
import { courseFile, shippedLesson, type CourseFile, type LessonContent } from '../domain/content.ts'

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

export async function readBulletin(folder: string): Promise<readonly ShippedItem[]> {
  const file = join(folder, 'bulletin.json')
  return existsSync(file) ? shippedBulletin(await readJson(file)) : []
}
