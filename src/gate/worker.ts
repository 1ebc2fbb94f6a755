/**
 * The gate's own worker, for /gate alone: page, script, styles and reader of codes lie on the phone, and are opened from there first, network or not.
 * A newer page is fetched behind it and shown the next time, whole: a page never meets another version's script.
 */
import type { FetchHeard, WorkerScope } from '../offline/workerScope.ts'

const worker = globalThis as unknown as WorkerScope
const CACHE = 'gate-1'
const PAGE = '/gate'
const READER = '/verifier.wasm'
/** What belongs to the page; calls to the house (/gate/list …) always go out. */
const KEPT = /^\/(?:_app\/immutable\/|accent\.css|gate\.js|enhance\.js|verifier\.wasm|app-icon)/

worker.addEventListener('install', (event) => event.waitUntil(renew().then(() => worker.skipWaiting())))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin || request.method !== 'GET') return
  if (request.mode === 'navigate' && url.pathname === PAGE) event.respondWith(openPage(event))
  else if (KEPT.test(url.pathname)) event.respondWith(openFile(request, url))
})

async function openPage(event: FetchHeard): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(PAGE)
  const renewing = renew().catch(() => undefined)
  event.waitUntil(renewing)
  return kept ?? fetch(event.request)
}

async function openFile(request: Request, { pathname }: URL): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok && pathname === READER) await cache.put(request, fresh.clone())
  return fresh
}

/** Phones whose browser reads no codes by itself need ours, a megabyte, before they are without a network. */
const needsReader = !('BarcodeDetector' in globalThis)

/** Fetches page and files, and puts them in place only when all are there. */
async function renew(): Promise<void> {
  const headers = { accept: 'text/html' }
  const page = await fetch(PAGE, { credentials: 'same-origin', headers, cache: 'no-store' })
  if (page.status !== 200 || page.redirected) return
  const html = await page.clone().text()
  const cache = await caches.open(CACHE)
  const named = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) =>
    path!.replaceAll('&amp;', '&'),
  )
  const files = new Set(named.filter((path) => KEPT.test(path)))
  if (needsReader && !(await cache.match(READER))) files.add(READER)
  const fetched = await Promise.all(
    [...files].map(async (path) => [path, await fetch(path, { cache: 'no-cache' })] as const),
  )
  if (fetched.some(([, file]) => !file.ok)) return
  for (const [path, file] of fetched) await cache.put(path, file)
  await cache.put(PAGE, page)
}
