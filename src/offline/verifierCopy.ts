/** The verifier's page on a stranger's phone: kept whole, apart from one's own pages, for nobody signs in to check a card. */
import { FILE_PATIENCE_MS } from './keptPages.ts'
import { within } from './within.ts'

/** Shared with the page's script, which keeps keys and lists there (src/verifier/trust.ts). */
const CACHE = 'verifier-1'
export const VERIFIER = '/check'
const SCRIPT = '/verifier.js'
const READER = '/verifier.wasm'

/** Whether an address is the verifier's: its own, or a pass's, which it judges where the house cannot be reached. */
export const isVerifierPage = (path: string): boolean => path === VERIFIER || path.startsWith('/P/')

/** Files that only the verifier needs. */
export const isVerifierFile = (path: string): boolean => path === SCRIPT || path === READER

/** Asks for page, script and styles, and keeps them together: a page never meets another version's script. */
export async function keepVerifier(): Promise<void> {
  const response = await fetch(VERIFIER, { credentials: 'omit', headers: { accept: 'text/html' } })
  if (response.status !== 200) return
  const html = await response.clone().text()
  const files = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)]
    .map(([, address]) => address!.replaceAll('&amp;', '&'))
    .filter((address) => /^\/_app\/immutable\/|^\/(?:accent\.css|enhance\.js|verifier\.js)/.test(address))
  const cache = await caches.open(CACHE)
  await cache.addAll([...new Set(files)])
  await cache.put(VERIFIER, response)
  // Styles of the version before.
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/_app/') && !files.includes(pathname)) await cache.delete(request)
  }
}

export const verifierPage = async (): Promise<Response | undefined> =>
  (await caches.open(CACHE)).match(VERIFIER)

/** Whatever file the kept page needs: the newest where there is a network, and the reader of codes once it was fetched. */
export async function verifierFile(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(CACHE)
  const { pathname } = new URL(request.url)
  const kept = await cache.match(request)
  if (pathname === READER && kept) return kept
  const coming = fetch(request).then(async (fresh) => {
    if (fresh.ok && isVerifierFile(pathname)) await cache.put(request, fresh.clone())
    return fresh
  })
  return kept ? within(FILE_PATIENCE_MS, coming).catch(() => kept) : coming
}

/** A style or script that the kept page needs and the volunteer's cache has not. */
export const keptVerifierFile = async (request: Request): Promise<Response | undefined> =>
  (await caches.open(CACHE)).match(request)
