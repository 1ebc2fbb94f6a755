/**
 * The phone's side of the house (a service worker): opens one's own pages when there is no network, keeps a form that could not be sent, and sends
 * it later. Online every page and every answer is the house's own.
 */
import { dropNote, readNote, writeNote } from './database.ts'
import { heedKit, isKit, isKitFile, keepKits, kitFile, kitPage } from './keptKits.ts'
import { isLesson, isPicture, keepLesson, keepLessons, lessonPage, pictureFor } from './keptLessons.ts'
import {
  FALLBACK,
  fileFor,
  isFile,
  isOwnPage,
  keepOwnPages,
  keepPage,
  keptPage,
  renewAbout,
  renewPage,
} from './keptPages.ts'
import { heed, lock, meetOwner, ownOutbox } from './owner.ts'
import { sendWaiting, type Round } from './send.ts'
import { openForm, postedForm, type PostedForm } from './postedForm.ts'
import {
  isVerifierFile,
  isVerifierPage,
  keepVerifier,
  keptVerifierFile,
  verifierFile,
  verifierPage,
} from './verifierCopy.ts'
import { within } from './within.ts'
import type { FetchHeard, WorkerScope } from './workerScope.ts'

const worker = globalThis as unknown as WorkerScope
const SYNC = 'karyakarta-outbox'

/** A network that does not answer within this time is none, where there is a copy to show; milliseconds. */
const PATIENCE_MS = 4_000
/** What is kept of a page that came, or looked for in its place, holds it up for no longer; milliseconds. */
const KEEPING_MS = 2_500
/** While a form is under way itself the outbox does not send it, milliseconds. */
const UNDER_WAY_MS = 90_000
/** Answers of a proxy in front of a house that is down. */
const AWAY = [502, 503, 504]

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('sync', (event) => {
  if (event.tag === SYNC) event.waitUntil(sendAndKeep())
})
worker.addEventListener('message', (event) => {
  const { what, language, paths } = event.data as Asked
  if (what === 'open') event.waitUntil(opened(language ?? 'hi'))
  if (what === 'send') event.waitUntil(sendAndKeep(language, true))
  if (what === 'verifier') event.waitUntil(keepVerifier().catch(() => undefined))
  if (what === 'retry') event.waitUntil(sendAndKeep(language))
  if (what === 'keep') event.waitUntil(keepChosen(paths ?? []))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.mode === 'navigate')
    event.respondWith(request.method === 'POST' ? post(event, url) : open(event, url))
  else if (request.method !== 'GET') return
  else if (isVerifierFile(url.pathname)) event.respondWith(fileOf(verifierFile(request)))
  else if (isFile(url))
    event.respondWith(
      fileFor(request, url).catch(async (fault: unknown) => fileOf(keptVerifierFile(request), fault)),
    )
  else if (isPicture(url)) event.respondWith(pictureFor(request))
  else if (isKitFile(url)) event.respondWith(kitFile(request))
})

/** What a page asks of the worker. */
interface Asked {
  readonly what?: string
  readonly language?: string
  /** Lessons to keep. */
  readonly paths?: readonly string[]
}

/** Whether somebody is known to be here. A store that does not open, or is another version's, must keep nobody from the house. */
const isSomebodyHere = async (): Promise<boolean> =>
  (await readNote('owner').catch(() => undefined)) !== undefined

async function fileOf(
  coming: Promise<Response | undefined>,
  fault: unknown = new Error('away'),
): Promise<Response> {
  const file = await coming
  if (!file) throw fault
  return file
}

/** A page: the house's, or the copy where the house cannot be reached. Whatever the phone's own stores do, one comes. */
async function open(event: FetchHeard, url: URL): Promise<Response> {
  const handed = openForm(url)
  if (handed) return handed
  if (isKitFile(url)) return kitFile(event.request)
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('too late')), PATIENCE_MS))
  late.catch(() => undefined)
  const isOwn =
    (isOwnPage(url.pathname) || isLesson(url.pathname) || isKit(url.pathname)) && (await isSomebodyHere())
  const copy = await within(KEEPING_MS, copyFor(url.pathname, isOwn)).catch(() => undefined)
  const coming = fromHouse(event, url, isOwn)
  event.waitUntil(coming.catch(() => undefined))
  try {
    return copy ? await Promise.race([coming, late]) : await coming
  } catch {
    return copy ?? (await fallback())
  }
}

async function copyFor(path: string, isOwn: boolean): Promise<Response | undefined> {
  if (!isOwn) return isVerifierPage(path) ? verifierPage() : undefined
  return isLesson(path) ? lessonPage(path) : isKit(path) ? kitPage(path) : keptPage(path)
}

async function fromHouse(event: FetchHeard, url: URL, isOwn: boolean): Promise<Response> {
  await finishSigningOut()
  const response = await fetch(event.request)
  if (AWAY.includes(response.status)) throw new Error('away')
  await heed(response).catch(() => undefined)
  const isPlain = !url.searchParams.has('done')
  if (isKit(url.pathname)) await heedKit(url.pathname, response.clone()).catch(() => undefined)
  else if (isOwn && isPlain && (await isSomebodyHere()) && response.status === 200) {
    const keep = isLesson(url.pathname) ? keepLesson : keepPage
    const kept = keep(url.pathname, response.clone()).catch(() => undefined)
    event.waitUntil(kept)
    // A lesson's pictures need not be here before its words are shown.
    if (!isLesson(url.pathname)) await within<unknown>(KEEPING_MS, kept).catch(() => undefined)
  }
  return response
}

async function fallback(): Promise<Response> {
  return (await keptPage(FALLBACK)) ?? Response.error()
}

/** A form. What may wait is kept before it is sent, so that nothing is lost wherever the connection breaks. */
async function post(event: FetchHeard, url: URL): Promise<Response> {
  const { request } = event
  if (url.pathname === '/sign-out') return signOut(request)
  if (url.pathname === '/language') return changeLanguage(request)
  const outbox = await ownOutbox().catch(() => undefined)
  const form = outbox && isOwnForm(url) ? await postedForm(request) : undefined
  if (!outbox || !form) {
    try {
      await finishSigningOut()
      return await fetch(request)
    } catch {
      return fallback()
    }
  }
  const { photo, ...entry } = form
  const isKept = await outbox.add(entry, photo, Date.now() + UNDER_WAY_MS).then(
    () => true,
    () => false,
  )
  const answer = await sendForm(form)
  // Its effect, or what is wrong with it, stands on the page that came: nothing waits any more.
  if (answer) {
    if (isKept) await outbox.remove(form.id).catch(() => undefined)
    const owner = await readNote('owner')
    if (owner && answer.status < 400)
      event.waitUntil(renewAbout(url.pathname, owner.tag).catch(() => undefined))
    return answer
  }
  // The phone is full and there is no network: going back shows the form as she filled it in.
  if (!isKept) return fallback()
  await outbox.change(form.id, (kept) => ({ ...kept, notBefore: 0 }))
  await askToSync()
  return Response.redirect(`/outbox?saved=${form.id}`, 303)
}

const isOwnForm = (url: URL): boolean =>
  isOwnPage(url.pathname) || isLesson(url.pathname) || isKit(url.pathname) || url.pathname === '/my-data'

/** @returns undefined when it must wait: no network, the house is not well, or she must sign in first */
async function sendForm(form: PostedForm): Promise<Response | undefined> {
  try {
    const response = await form.send()
    const isHouse = response.headers.get('content-type')?.includes('text/html') === true
    if (response.status >= 500 || !isHouse) return undefined
    await heed(response)
    if (!(await isSomebodyHere())) return undefined
    return response.redirected ? form.handOn(response) : response
  } catch {
    return undefined
  }
}

/** Her pages go at once; the house hears of it now, or first of all when there is a network. */
async function signOut(request: Request): Promise<Response> {
  await lock().catch(() => undefined)
  try {
    return await fetch(request)
  } catch {
    await writeNote('signingOut', true).catch(() => undefined)
    return fallback()
  }
}

/** The copies are in one language: without a network she stays where she is, and the page says that the other one comes with the network. */
async function changeLanguage(request: Request): Promise<Response> {
  const form = await request.clone().formData()
  try {
    await finishSigningOut()
    return await fetch(request)
  } catch {
    const to = new URL(String(form.get('to') ?? ''), location.origin)
    return to.origin === location.origin
      ? Response.redirect(`${location.origin}${to.pathname}${to.search}#language`, 303)
      : fallback()
  }
}

async function finishSigningOut(): Promise<void> {
  if (!(await readNote('signingOut').catch(() => undefined))) return
  await fetch('/sign-out', { method: 'POST', body: new URLSearchParams(), redirect: 'manual' })
  await dropNote('signingOut')
}

/** A page was opened with a network: the copies are renewed, and what waits goes out. */
async function opened(language: string): Promise<void> {
  try {
    await finishSigningOut()
    const owner = await meetOwner()
    if (owner === undefined) return
    // What arrives now changes the copies, however fresh they are.
    await sendAndKeep(language, true)
    // A recall is heard at each contact, also when the copies are fresh.
    await keepKits(owner).catch(() => undefined)
    await keepOwnPages(owner, language, false)
  } catch {
    // Without a network there is nothing to do until the next time.
  }
}

async function sendAndKeep(language?: string, isHopeful = false): Promise<void> {
  const before = await (await ownOutbox())?.all()
  const round = await send(isHopeful)
  const owner = await readNote('owner')
  const kept = await readNote('kept')
  const went = before?.filter(({ state }) => state === 'waiting') ?? []
  if (round !== 'all_sent' || went.length === 0 || !owner) return
  // A share changes no page, and a card that was turned one; all others cost a slow network more than they are worth then.
  const changing = went.filter(({ verb }) => verb !== 'campaigns.recordShare')
  if (changing.length === 0) return
  const keeping = changing.every(({ verb }) => verb === 'learning.recall')
    ? renewPage('/recall', owner.tag)
    : keepOwnPages(owner.tag, language ?? kept?.language ?? 'hi', true)
  await keeping.catch(() => undefined)
}

/** Keeps what its owner chose to have on this phone. */
async function keepChosen(paths: readonly string[]): Promise<void> {
  const owner = await readNote('owner')
  if (owner) await keepLessons(paths, owner.tag)
}

/** One at a time sends, whichever page or event asks. */
async function send(isHopeful: boolean): Promise<Round> {
  if (!navigator.onLine) return 'cut'
  return navigator.locks.request('karyakarta-send', async (): Promise<Round> => {
    const owner = await readNote('owner')
    const outbox = await ownOutbox()
    if (!owner || !outbox || (await readNote('signingOut'))) return 'signed_out'
    await outbox.tidy(Date.now())
    const post = (body: FormData, signal: AbortSignal) =>
      fetch('/sync', { method: 'POST', body, signal, headers: { accept: 'application/json' } })
    const round = await sendWaiting(outbox, owner.tag, post, { isHopeful })
    // Somebody else is here, or nobody: what waits is locked until she is back.
    if (round === 'signed_out' || round === 'other_person') await lock()
    if (round === 'cut' || round === 'busy') await askToSync()
    return round
  }) as Promise<Round>
}

async function askToSync(): Promise<void> {
  await worker.registration.sync?.register(SYNC).catch(() => undefined)
}
