/** On every page of a volunteer's own: starts the worker, says in the strip what waits, and makes photos smaller. */
import { keepBegun } from './begun.ts'
import { onChange } from './changes.ts'
import { readNote } from './database.ts'
import { afterLook, type Look } from './looking.ts'
import { countsOf } from './outbox.ts'
import { judgeChosen, watchNeeds } from './needsPage.ts'
import { showOutbox } from './outboxPage.ts'
import { ownOutbox } from './owner.ts'
import { makeSmaller } from './photo.ts'
import { renewOpenPage } from './renew.ts'
import { isAtRisk } from './room.ts'
import { moment } from './say.ts'

const root = document.documentElement
/** When this copy was made, milliseconds; 0 of a page that came from the house. */
let keptAt = Number(root.dataset.kept ?? 0)

/**
 * While something waits and its page is looked at, the house is looked for this often, milliseconds. Not every browser sends by itself when the
 * network is back, nor says that it is: a phone may be in a network all the while that leads nowhere.
 */
const LOOK_MS = 5_000

let hasWaiting = false
/** Whether something was waiting since this page opened: then its arrival is worth a line. */
let hadWaiting = false
/** Whether she was known here since this page opened: when she is not any more, it says so. */
let hadOwner = false
/** How the house was found when it was looked for last. */
let look: Look = { isReached: keptAt === 0, hopedAt: 0 }
/** What waited has arrived, and the page on show was made before. */
let isOutdated = false

function show(keys: readonly (string | undefined)[], values: Readonly<Record<string, string>>): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-strip]')) {
    const isShown = keys.includes(line.dataset.strip)
    if (isShown) {
      const words = line.querySelector<HTMLElement>('[data-words]')!
      words.textContent = (words.dataset.words ?? '').replaceAll(
        /\{(\w+)\}/g,
        (_, name: string) => values[name] ?? '',
      )
    }
    const again = line.querySelector<HTMLAnchorElement>('a[data-again]')
    if (again) again.href = location.pathname
    const back = line.querySelector<HTMLAnchorElement>('a[data-back]')
    if (back) back.href = `/sign-in?next=${encodeURIComponent(location.pathname)}`
    line.hidden = !isShown
  }
}

async function refresh(): Promise<void> {
  const owner = await readNote('owner')
  const entries = (await (await ownOutbox())?.all()) ?? []
  const { waiting, needsYou, sent, oldest } = countsOf(entries, owner?.tag ?? '')
  if (hasWaiting && waiting === 0) isOutdated = true
  hasWaiting = waiting > 0
  hadWaiting ||= hasWaiting
  hadOwner ||= owner !== undefined
  const key =
    hadOwner && !owner
      ? 'signed_out'
      : needsYou > 0
        ? 'needs_you'
        : waiting > 0
          ? (await isAtRisk(oldest))
            ? 'risk'
            : 'waiting'
          : hadWaiting && sent > 0
            ? 'sent'
            : undefined
  const count = key === 'needs_you' ? needsYou : key === 'sent' ? sent : waiting
  // What needs her answer is not "will be sent": the strip asks for it, on the task's own page too.
  const tasks = new Set(
    entries.flatMap(({ state, fields }) => (state === 'waiting' ? (fields.taskId ?? []) : [])),
  )
  const here = /^\/tasks\/(.+)$/.exec(location.pathname)?.[1]
  // A command that is about no task is on no task's page: on every other it is simply waiting.
  const isHere = here !== undefined && tasks.has(here)
  const isAsked = keptAt > 0 && location.hash === '#language'
  show([isAsked ? 'language' : keptAt > 0 ? 'kept' : undefined, isHere ? 'here' : key], {
    count: String(count),
    time: moment(keptAt),
  })
  markPending(tasks)
  await showOutbox(entries, hadOwner && !owner)
  if (isOutdated && owner) await renew()
}

/** Today's figures and next step, and what else tells how things stand, with what has just arrived in it. */
async function renew(): Promise<void> {
  isOutdated = false
  if (!(await renewOpenPage())) return
  keptAt = 0
  delete root.dataset.kept
  await refresh()
}

/** Beside each task on which a report waits it says so: the copy of a page cannot know. */
function markPending(tasks: ReadonlySet<string>): void {
  for (const mark of document.querySelectorAll('.phone-pending')) mark.remove()
  const mould = document.getElementById('phone-pending') as HTMLTemplateElement | null
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href^="/tasks/"]')) {
    if (!mould || !tasks.has(link.pathname.slice('/tasks/'.length))) continue
    const mark = document.createElement('span')
    mark.className = 'phone-pending'
    mark.append(mould.content.cloneNode(true))
    link.append(mark)
  }
}

/** On the page for what cannot be opened: what can be, and that somebody signed out. */
async function showWhatOpens(): Promise<void> {
  const links = document.querySelectorAll<HTMLAnchorElement>('a[data-if-kept]')
  if (links.length === 0) return
  const kept = await readNote('kept')
  for (const link of links) link.hidden = !(link.pathname in (kept?.pages ?? {}))
  document.getElementById('kept-pages')!.hidden = kept === undefined
  // A task, lesson or camp may be hers, and is not on this phone: then it says why and how it comes here.
  const [, kind] = /^\/(tasks|camps|learn)\/./.exec(location.pathname) ?? []
  for (const why of document.querySelectorAll<HTMLElement>('[data-away]'))
    why.hidden = why.dataset.away !== kind
  document.querySelector<HTMLElement>('[data-signed-out]')!.hidden = !(await readNote('signingOut'))
}

/** A copy is of another day: where it offered that day as today, it offers today. */
function renewDays(): void {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date())
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=date][max]')) {
    if (field.value === field.max) field.value = field.defaultValue = today
    field.max = today
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

const tell = async (what: 'open' | 'send' | 'retry'): Promise<void> => {
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ what, language: root.lang })
}

/** Asks for the least that the house says; looking.ts says what follows. */
async function lookForHouse(): Promise<void> {
  if (!hasWaiting || document.hidden) return
  // In a network that swallows everything the next look is not to wait behind this one.
  const signal = AbortSignal.timeout(LOOK_MS - 500)
  const isReached = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal }).then(
    ({ status }) => status < 500,
    () => false,
  )
  const found = afterLook(look, isReached, Date.now())
  look = found.look
  if (found.ask) await tell(found.ask)
}

if ('serviceWorker' in navigator && 'locks' in navigator && 'indexedDB' in globalThis) {
  if (keptAt > 0) renewDays()
  watchNeeds()
  void keepBegun()
  onChange(() => void refresh())
  setInterval(() => void lookForHouse(), LOOK_MS)
  globalThis.addEventListener('online', () => void tell('send'))
  document.addEventListener('karyakarta:send', () => void tell('send'))
  // Heard on the page as a whole: its middle may be renewed.
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('[type=file][name=photo]'))
      void judgeChosen(target).then(async () => makeSmaller(target))
  })
  // The page itself comes first on a slow network.
  globalThis.addEventListener('load', async () => {
    await navigator.serviceWorker.register('/worker.js').catch(() => undefined)
    await tell('open')
  })
  void refresh()
  void showWhatOpens()
}
