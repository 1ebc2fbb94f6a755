import { tellPages } from './changes.ts'
import { readNote, writeNote } from './database.ts'
import { oneByOne } from './inTurn.ts'
import { filesOf, isFile, KEPT_AT, LESSONS, packed, unpacked } from './keptPages.ts'
import { KEEPING_HEADER, OWNER_HEADER } from './wire.ts'

// Chosen by their owner, so they do not count among her own pages, but go when she goes.
const LESSON = /^\/learn\/[0-9a-f-]{36}$/
/** Bytes of all kept lessons: more than the whole starter catalogue. The oldest make room. */
const MOST_BYTES = 8 * 1024 * 1024
const inTurn = oneByOne()

export const isLesson = (path: string): boolean => LESSON.test(path)
export const isPicture = (url: URL): boolean => url.pathname.startsWith('/learn/picture/')

/** Keeps a lesson that came from the house, with all that it shows. Sound and film are not kept: they are played from the house. */
export async function keepLesson(path: string, response: Response): Promise<void> {
  if (response.status !== 200 || response.redirected) return
  const html = await response.text()
  const cache = await caches.open(LESSONS)
  const page = await packed(html, response.headers)
  let bytes = page.bytes
  for (const file of neededBy(html)) {
    if (!(await cache.match(file))) await cache.add(file)
    bytes += (await (await cache.match(file))!.blob()).size
  }
  // Several courses may be kept at once, and one note names all of their lessons.
  await inTurn(async () => {
    // Last, so that a lesson that is here is here whole.
    await cache.put(path, page.response)
    const kept = { ...(await readNote('lessons')), [path]: bytes }
    await writeNote('lessons', await withinRoom(kept))
  })
  tellPages()
}

/** Fetches and keeps lessons that lie not here yet. @param owner whose: what comes for somebody else is not kept */
export async function keepLessons(paths: readonly string[], owner: string): Promise<void> {
  for (const path of paths) {
    if (!isLesson(path) || path in ((await readNote('lessons')) ?? {})) continue
    const headers = { accept: 'text/html', [KEEPING_HEADER]: '1' }
    const response = await fetch(path, { headers, credentials: 'same-origin' }).catch(() => undefined)
    if (response?.headers.get(OWNER_HEADER) === owner) await keepLesson(path, response).catch(() => undefined)
  }
  tellPages()
}

export const lessonPage = (path: string): Promise<Response | undefined> => unpacked(LESSONS, path)

/** A lesson's picture: named by its content, so the kept one is the one. */
export const pictureFor = async (request: Request): Promise<Response> =>
  (await (await caches.open(LESSONS)).match(request)) ?? fetch(request)

const neededBy = (html: string): readonly string[] => [
  ...filesOf(html, (url) => isFile(url) || isPicture(url)),
]

/** Lets the oldest lessons go until the rest has room. */
async function withinRoom(kept: Readonly<Record<string, number>>): Promise<Readonly<Record<string, number>>> {
  const cache = await caches.open(LESSONS)
  const aged = await Promise.all(
    Object.entries(kept).map(async ([path, bytes]) => {
      const at = Number((await cache.match(path))?.headers.get(KEPT_AT) ?? 0)
      return { path, bytes, at }
    }),
  )
  const newest = aged.toSorted((one, other) => other.at - one.at)
  const staying: Record<string, number> = {}
  let whole = 0
  for (const { path, bytes } of newest) {
    whole += bytes
    if (whole <= MOST_BYTES) staying[path] = bytes
    else await cache.delete(path)
  }
  return staying
}
