import { tellPages } from './changes.ts'
import { dropNote, readNote, writeNote } from './database.ts'
import { phoneUuid } from './uuid.ts'
import { KEEPING_HEADER, KITS, OWNER_HEADER } from './wire.ts'
import { within } from './within.ts'

/** One's own pages, as they were when there was a network. The public fallback and the files they need lie in a cache of their own. */
const PAGES = 'pages-1'
const FILES = 'files-1'

/** In the order of what is missed most; each task and each camp comes after, soonest first. */
const OWN = [
  '/today',
  '/kit',
  '/tasks',
  '/stories',
  '/camps',
  '/my-booth',
  '/card',
  '/badges',
  '/messages',
  '/learn',
  '/recall',
  '/outbox',
  '/my-data/name',
] as const
/** Lessons with their pictures (keptLessons.ts). */
export const LESSONS = 'lessons-1'
export const FALLBACK = '/offline'
const ONE = /^\/(tasks|camps)\/[0-9a-f-]{36}$/
/** Tasks whose form is kept, and camps with their programme and pass: whoever stands at the gate has no network. */
const MOST = { tasks: 20, camps: 6 } as const
type Listed = keyof typeof MOST
/** Bytes on the phone, packed, pages and files together. */
export const MOST_BYTES = 300 * 1024
/** Of them for the worker itself, which no cache counts, and for the page after which there is no more room. */
const SPARE_BYTES = 32 * 1024
/** Days for which a copy is shown: whoever was suspended meanwhile must not keep her pages for ever. */
export const SHOWN_DAYS = 30
/** When the house was last asked for them, it is not asked again so soon, milliseconds. */
const FRESH_MS = 60 * 60_000
export const KEPT_AT = 'x-kept-at'
/** A page stays white until its styles are there: a network that does not bring them within this time is none, where they are kept; milliseconds. */
export const FILE_PATIENCE_MS = 2_000

/** Whether a page is one's own and may be kept: who looks after others finds nothing of theirs here. */
export const isOwnPage = (path: string): boolean =>
  (OWN as readonly string[]).includes(path) || ONE.test(path)

/** What a page needs to look and work as it does: named by their content, or small and always the newest. */
export const isFile = (url: URL): boolean =>
  url.pathname.startsWith('/_app/immutable/') ||
  ['/accent.css', '/enhance.js', '/phone.js', '/learn.js', '/kit.js'].includes(url.pathname)

/** Keeps a page, packed. @returns its bytes on the phone; undefined when it is none to keep */
export async function keepPage(path: string, response: Response): Promise<number | undefined> {
  if (response.status !== 200 || response.redirected) return undefined
  const html = await response.clone().text()
  // A page that sends a form by itself would do so again each time it is opened.
  if (html.includes('data-at-once')) return undefined
  const page = await packed(html, response.headers)
  await (await caches.open(PAGES)).put(path, page.response)
  const cache = await caches.open(FILES)
  for (const file of filesOf(html))
    if (!(await cache.match(file))) await cache.add(file).catch(() => undefined)
  return page.bytes
}

/** A page as it is kept: packed, with its headers (the nonce of its policy belongs to it) and the moment. */
export async function packed(html: string, from: Headers): Promise<{ response: Response; bytes: number }> {
  const headers = new Headers(from)
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.set(KEPT_AT, String(Date.now()))
  const blob = await pack(html)
  return { response: new Response(blob, { headers }), bytes: blob.size }
}

/** A kept page, marked as a copy, with a command id of its own in every form: two uses of one copy are two commands. */
export const keptPage = (path: string): Promise<Response | undefined> => unpacked(PAGES, path)

/** The same of a page in any of the phone's caches. */
export async function unpacked(name: string, path: string): Promise<Response | undefined> {
  const found = await (await caches.open(name)).match(path)
  if (!found) return undefined
  const at = Number(found.headers.get(KEPT_AT))
  if (path !== FALLBACK && Date.now() - at > SHOWN_DAYS * 86_400_000) return undefined
  const mark = path === FALLBACK ? '<html ' : `<html data-kept="${at}" `
  const html = (await unpack(await found.blob()))
    .replace('<html ', () => mark)
    .replaceAll(/(name="command" value=")[^"]*/g, () => `name="command" value="${phoneUuid()}`)
  return new Response(html, { headers: found.headers })
}

/** Puts away all pages of whoever was here: she signed out, somebody else came, or the house does not know her any more. */
export async function forgetPages(): Promise<void> {
  const cache = await caches.open(PAGES)
  for (const request of await cache.keys())
    if (new URL(request.url).pathname !== FALLBACK) await cache.delete(request)
  await caches.delete(LESSONS)
  await caches.delete(KITS)
  for (const note of ['lessons', 'kits', 'kitWords', 'begun'] as const) await dropNote(note)
  await dropNote('kept')
}

/**
 * Asks the house for all own pages, unless that was done a moment ago in this language.
 * @param owner whose pages: what comes for somebody else is not kept
 */
export async function keepOwnPages(owner: string, language: string, anyhow: boolean): Promise<void> {
  const before = await readNote('kept')
  if (!anyhow && before && before.language === language && Date.now() - before.at < FRESH_MS) return
  const pages: Record<string, number> = {}
  const needed = new Set<string>()
  let bytes = await filesBytes()
  const keep = async (path: string): Promise<string | undefined> => {
    const response = await askFor(path)
    if (path !== FALLBACK && response.headers.get(OWNER_HEADER) !== owner) return undefined
    const text = await response.clone().text()
    const size = await keepPage(path, response)
    if (size === undefined) return undefined
    bytes += size
    pages[path] = size
    for (const file of filesOf(text)) needed.add(file)
    return text
  }
  const ones: Record<Listed, readonly string[]> = { tasks: [], camps: [] }
  for (const path of [FALLBACK, ...OWN]) {
    const html = await keep(path)
    if ((path === '/tasks' || path === '/camps') && html) ones[path.slice(1) as Listed] = linksTo(path, html)
  }
  for (const path of [...ones.camps.slice(0, MOST.camps), ...ones.tasks.slice(0, MOST.tasks)]) {
    if (bytes > MOST_BYTES - SPARE_BYTES) break
    await keep(path)
  }
  await dropOthers(pages)
  await dropOtherFiles(needed)
  bytes = Object.values(pages).reduce((sum, size) => sum + size, 0) + (await filesBytes())
  await writeNote('kept', { at: Date.now(), language, pages, bytes })
  tellPages()
}

/** One own page, to be kept. One that sends a form by itself when it is opened (the first card) has it sent, or there would be nothing to keep. */
async function askFor(path: string): Promise<Response> {
  const ask = (more: RequestInit = {}) =>
    fetch(path, {
      headers: { accept: 'text/html', [KEEPING_HEADER]: '1' },
      credentials: 'same-origin',
      ...more,
    })
  const response = await ask()
  const form = /data-at-once.*?name="command" value="([^"]+)"/s.exec(await response.clone().text())
  if (!form) return response
  await ask({ method: 'POST', body: new URLSearchParams({ command: form[1]! }) })
  return ask()
}

/** Asks the house for one own page, where only that one has changed. */
export async function renewPage(path: string, owner: string): Promise<void> {
  const response = await askFor(path)
  if (response.headers.get(OWNER_HEADER) === owner) await keepPage(path, response)
}

/** A form of one task or camp went through: its copy, its list's and Today's are made anew together, so that none tells what another does not. */
export async function renewAbout(path: string, owner: string): Promise<void> {
  const kind = ONE.exec(path)?.[1]
  if (kind) for (const page of ['/today', `/${kind}`, path]) await renewPage(page, owner)
}

const linksTo = (list: string, html: string): readonly string[] => [
  ...new Set([...html.matchAll(/href="([^"]+)"/g)].flatMap(([, path]) => (path!.startsWith(`${list}/`) && ONE.test(path!) ? [path!] : []))),
] // prettier-ignore

async function dropOthers(pages: Readonly<Record<string, number>>): Promise<void> {
  const cache = await caches.open(PAGES)
  for (const request of await cache.keys())
    if (!(new URL(request.url).pathname in pages)) await cache.delete(request)
}

/** A file that pages need: from the phone where its name holds its content, else the newest there is. */
export async function fileFor(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(FILES)
  const kept =
    (await cache.match(request)) ??
    (await (await caches.open(LESSONS)).match(request)) ??
    (await (await caches.open(KITS)).match(request))
  const lasts = url.pathname.startsWith('/_app/immutable/') || url.search !== ''
  if (kept && lasts) return kept
  const coming = fetch(request).then(async (fresh) => {
    if (fresh.ok) await cache.put(request, fresh.clone())
    return fresh
  })
  return kept ? within(FILE_PATIENCE_MS, coming).catch(() => kept) : coming
}

/** Addresses of the styles and scripts of a page. */
export function filesOf(html: string, isNeeded: (url: URL) => boolean = isFile): ReadonlySet<string> {
  const addresses = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, address]) =>
    address!.replaceAll('&amp;', '&'),
  )
  return new Set(addresses.filter((address) => isNeeded(new URL(address, location.origin))))
}

/** After an update nothing asks for the old files any more. */
async function dropOtherFiles(needed: ReadonlySet<string>): Promise<void> {
  const cache = await caches.open(FILES)
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url)
    if (!needed.has(pathname + search)) await cache.delete(request)
  }
}

async function filesBytes(): Promise<number> {
  const cache = await caches.open(FILES)
  let bytes = 0
  for (const request of await cache.keys()) bytes += (await (await cache.match(request))!.blob()).size
  return bytes
}

const canPack = 'CompressionStream' in globalThis

async function pack(html: string): Promise<Blob> {
  const plain = new Blob([html])
  return canPack ? new Response(plain.stream().pipeThrough(new CompressionStream('gzip'))).blob() : plain
}

async function unpack(packed: Blob): Promise<string> {
  const head = new Uint8Array(await packed.slice(0, 2).arrayBuffer())
  const isPacked = head[0] === 0x1f && head[1] === 0x8b
  return isPacked
    ? new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).text()
    : packed.text()
}
