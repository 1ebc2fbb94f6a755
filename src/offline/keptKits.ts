import { tellPages } from './changes.ts'
import { readNote, writeNote } from './database.ts'
import { filesOf, isFile, packed, unpacked } from './keptPages.ts'
import { KEEPING_HEADER, KITS, OWNER_HEADER } from './wire.ts'

// Kits are fetched before anybody taps, and put away when the house says so, when their time is over, and when their owner goes.
const KIT = /^\/kit\/[0-9a-f-]{36}$/

export const isKit = (path: string): boolean => KIT.test(path)
export const isKitFile = (url: URL): boolean => url.pathname.startsWith('/kit/file/')

/** What the house answers a phone (campaigns' meetPhone). */
interface PhoneKits {
  readonly kits: readonly { readonly id: string; readonly until: string; readonly files: readonly string[] }[]
  readonly over: readonly { readonly id: string }[]
}

/** Says which kits are here, puts away what is over, and fetches what is new: with its pictures, so that it opens and is shared without a network. */
export async function keepKits(owner: string): Promise<void> {
  const kept = { ...(await readNote('kits')) }
  const have = Object.keys(kept)
  const response = await fetch(`/kit/mine?have=${have.join(',')}`, { headers: { accept: 'application/json' } })
  if (!response.ok) return
  const { kits, over } = (await response.json()) as PhoneKits
  let isChanged = over.length > 0
  for (const { id } of over) await putAway(id, kept)
  for (const { id, until, files } of kits) {
    if (kept[id]) continue
    const bytes = await keepKit(id, files, owner).catch(() => undefined)
    if (bytes === undefined) continue
    kept[id] = { until: Date.parse(until), bytes, files }
    isChanged = true
  }
  await writeNote('kits', kept)
  if (isChanged) tellPages()
} // prettier-ignore

/** @returns its bytes on the phone; undefined when it is none to keep */
async function keepKit(id: string, files: readonly string[], owner: string): Promise<number | undefined> {
  const path = `/kit/${id}`
  const response = await fetch(path, { headers: { accept: 'text/html', [KEEPING_HEADER]: '1' }, credentials: 'same-origin' })
  const html = response.status === 200 ? await response.clone().text() : ''
  if (response.headers.get(OWNER_HEADER) !== owner || !html.includes('data-kit-live')) return undefined
  const cache = await caches.open(KITS)
  const page = await packed(html, response.headers)
  let { bytes } = page
  for (const file of [...files.map((rendition) => `/kit/file/${id}/${rendition}`), ...filesOf(html, isFile)]) {
    if (!(await cache.match(file))) await cache.add(file)
    bytes += (await (await cache.match(file))!.blob()).size
  }
  // Last, so that a kit that is here is here whole.
  await cache.put(path, page.response)
  return bytes
} // prettier-ignore

async function putAway(id: string, kept: Record<string, unknown>): Promise<void> {
  const cache = await caches.open(KITS)
  for (const request of await cache.keys())
    if (new URL(request.url).pathname.includes(id)) await cache.delete(request)
  delete kept[id]
  const words = Object.entries((await readNote('kitWords')) ?? {}).filter(([key]) => !key.startsWith(id))
  await writeNote('kitWords', Object.fromEntries(words))
}

/** A kept kit, while its time lasts: a phone without a network ends it by its own clock. */
export async function kitPage(path: string): Promise<Response | undefined> {
  const id = path.slice('/kit/'.length)
  const kept = { ...(await readNote('kits')) }
  if (!kept[id]) return undefined
  if (kept[id].until > Date.now()) return unpacked(KITS, path)
  await putAway(id, kept)
  await writeNote('kits', kept)
  return undefined
}

/** What the house shows now of a kit that is kept here: where it is no more, the copy goes before anybody sees it again. */
export async function heedKit(path: string, response: Response): Promise<void> {
  const id = path.slice('/kit/'.length)
  const kept = { ...(await readNote('kits')) }
  if (!kept[id] || (response.ok && (await response.text()).includes('data-kit-live'))) return
  await putAway(id, kept)
  await writeNote('kits', kept)
  tellPages()
}

/** A kit's picture: the one that is kept, else the house's. */
export const kitFile = async (request: Request): Promise<Response> =>
  (await (await caches.open(KITS)).match(request.url)) ?? fetch(request)
