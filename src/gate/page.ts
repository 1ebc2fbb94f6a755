/** The gate's page: everything on it works without a network, and nothing has to be switched for that. */
import { byCode, byPhone, phoneFault } from '#modules/events/domain/gate/gateBook.ts'
import type { ListedPass } from '#modules/events/domain/gate/gateList.ts'
import { codeOfSerial, serialOfCode } from '#modules/events/domain/gate/scan.ts'
import { isLooking, look, prepareReader, readPhoto, stopLooking } from './camera.ts'
import { GateHere, type Asked } from './gate.ts'
import { meet, takePlace, type Reached } from './house.ts'
import {
  ageWords,
  clockTime,
  element,
  fill,
  inLanguage,
  number,
  readySound,
  showAnswer,
  sizeWords,
} from './show.ts'

/** How often the house is looked for, and how soon after a scan, milliseconds. */
const ROUND_MS = 20_000
const SOON_MS = 1500
/** How often it is looked for while scans wait: a phone is not told when the network that it is in leads on again, milliseconds. */
const WAITING_MS = 5_000
/** How soon a store that did not answer is asked again, milliseconds. */
const AGAIN_MS = 2_000
/** Scans shown. */
const LAST = 8

const gate = new GateHere()
let reached: Reached = 'away'
let soon: ReturnType<typeof setTimeout> | undefined

/** One after the other: two codes at once are two answers, the second shown last. */
let queue: Promise<void> = Promise.resolve()
function handle(asked: Asked): Promise<void> {
  queue = queue.then(async () => {
    const began = performance.now()
    const decision = await gate.decide(asked)
    if (!decision) return
    element('#answer').dataset.ms = String(Math.round(performance.now() - began))
    showAnswer(await gate.write(decision, 'text' in asked ? 'camera' : asked.how), gate.settings.way)
    showLast()
    showReady()
    clearTimeout(soon)
    soon = setTimeout(() => void round(), SOON_MS)
  })
  // One answer that failed must not keep the next from coming.
  queue = queue.catch(() => undefined)
  return queue
}

let rounds = 0
async function round(anyhow = false): Promise<void> {
  rounds++
  try {
    reached = await meet(gate, anyhow)
  } catch {
    // The disk is full, or another page has the store: what is in memory waits.
    reached = 'away'
  }
  rounds--
  showAll()
}

function showReady(): void {
  const waiting = gate.ledger.waiting.length
  const { book } = gate
  const ready = element('#ready')
  ready.hidden = !book
  if (book)
    ready.textContent = fill(ready.dataset.words ?? '', {
      count: number(book.passes.size),
      time: ageWords(Math.max(0, gate.now() - book.madeAt)),
      size: sizeWords(gate.listBytes),
    })
  const line = (id: string, isShown: boolean, count = 0) => {
    const place = element(id)
    place.hidden = !isShown
    place.textContent = fill(place.dataset.words ?? '', { count: number(count) })
  }
  line('#not-ready', !book && !gate.isRemoved)
  line('#waiting', waiting > 0, waiting)
  line('#all-sent', waiting === 0 && gate.ledger.size > 0)
  line('#stuck', gate.ledger.stuck > 0, gate.ledger.stuck)
  line('#full', gate.ledger.unsafe > 0, gate.ledger.unsafe)
  line('#taken-off', gate.isRemoved)
  line('#not-whole', book !== undefined && !book.isWhole)
  line('#clock', book !== undefined && !gate.isClockTrusted)
  line('#stranger', reached === 'unknown' && !gate.isRemoved && gate.event !== undefined)
}

function showLast(): void {
  const list = element('#last')
  const row = element<HTMLTemplateElement>('#last-row')
  const shown = gate.ledger.latest(LAST)
  list.replaceChildren(
    ...shown.map(({ id, scan, name, isUndone }) => {
      const item = row.content.firstElementChild!.cloneNode(true) as HTMLElement
      const put = (field: string, text: string) =>
        (item.querySelector(`[data-field=${field}]`)!.textContent = text)
      put('time', clockTime(scan.at))
      put('name', name || codeOfSerial(scan.serial))
      put('way', list.dataset[isUndone ? 'undone' : scan.way] ?? '')
      const button = item.querySelector('button')!
      button.hidden = scan.way !== 'entry' || isUndone
      button.dataset.scan = id
      return item
    }),
  )
  element('#no-last').hidden = shown.length > 0
}

function showAll(): void {
  const isPlaced = gate.event !== undefined
  element('#unplaced').hidden = isPlaced
  element('#gate').hidden = !isPlaced
  if (!gate.event) return
  const { event, halls, device } = gate.event
  element('#event-title').textContent = inLanguage(event.title)
  element('#device-name').textContent = device.name
  element('#asking').hidden = gate.book === undefined
  const select = element<HTMLSelectElement>('#hall')
  while (select.options.length > 1) select.remove(1)
  for (const hall of halls) select.add(new Option(inLanguage(hall), hall.id))
  select.value = halls.some(({ id }) => id === gate.settings.hall) ? gate.settings.hall! : ''
  for (const choice of document.querySelectorAll<HTMLInputElement>('[name=way]'))
    choice.checked = choice.value === gate.settings.way
  const staff = element<HTMLInputElement>('#staff')
  // Not while somebody types in it: the house may be met at any moment.
  if (document.activeElement !== staff)
    staff.value = gate.settings.staff === null ? '' : codeOfSerial(gate.settings.staff)
  showReady()
  showLast()
}

function showFound(found: readonly ListedPass[]): void {
  const list = element('#found')
  const row = element<HTMLTemplateElement>('#found-row')
  list.replaceChildren(
    ...found.map(({ serial, name, nameLatin, place }) => {
      const item = row.content.firstElementChild!.cloneNode(true) as HTMLElement
      item.querySelector('[data-field=name]')!.textContent = [name, nameLatin].filter(Boolean).join(' · ')
      item.querySelector('[data-field=place]')!.textContent = place
      item.querySelector('button')!.addEventListener('click', () => {
        list.replaceChildren()
        void handle({ serial, how: 'phone' })
      })
      return item
    }),
  )
  element('#none-found').hidden = found.length > 0
}

async function fromCamera(button: HTMLButtonElement): Promise<void> {
  if (isLooking()) {
    stopLooking()
    button.toggleAttribute('data-on', false)
    return
  }
  element('#camera-trouble').hidden = true
  button.toggleAttribute('data-on', true)
  try {
    await look(element<HTMLVideoElement>('#gate video'), (text) => handle({ text }))
  } catch {
    stopLooking()
    element('#camera-trouble').hidden = false
  }
  button.toggleAttribute('data-on', false)
}

/** A pass's address, which may be pasted, is far longer than what can be mistyped for a short code. */
const LONGEST_MISTYPED = 20

/** What was typed as a code: without one on the list it is answered as such, too. What can be no code stays in the field, to be mended. */
async function fromCode(input: HTMLInputElement): Promise<void> {
  const typed = input.value.trim()
  const serial = (gate.book && byCode(gate.book, typed)?.serial) ?? serialOfCode(typed)
  const isMistyped = serial === undefined && typed.length < LONGEST_MISTYPED
  element('#no-typed').hidden = !isMistyped
  if (isMistyped) {
    element('#answer').hidden = true
    input.focus()
    return
  }
  input.value = ''
  await (serial === undefined ? handle({ text: typed }) : handle({ serial, how: 'code' }))
}

function listen(): void {
  const on = (selector: string, what: string, heard: (event: Event) => unknown) =>
    element(selector).addEventListener(what, heard)
  document.addEventListener('pointerdown', readySound)
  const camera = element<HTMLButtonElement>('#camera')
  on('#camera', 'click', () => fromCamera(camera))
  on('#photo', 'change', async () => {
    const input = element<HTMLInputElement>('#photo')
    const [file] = input.files ?? []
    if (!file) return
    // The answer before must not stand beside a code that could not be read.
    element('#answer').hidden = true
    const text = await readPhoto(file).catch(() => undefined)
    input.value = ''
    input.dispatchEvent(new Event('input', { bubbles: true }))
    element('#no-code').hidden = text !== undefined
    if (text !== undefined) await handle({ text })
  })
  on('#by-code', 'submit', async (event) => {
    event.preventDefault()
    await fromCode(element<HTMLInputElement>('#typed-code'))
  })
  on('#by-phone', 'submit', (event) => {
    event.preventDefault()
    const [digits, name] = ['#digits', '#typed-name'].map((id) => element<HTMLInputElement>(id).value)
    const fault = phoneFault(digits ?? '', name ?? '')
    element('#say-name').hidden = fault !== 'name'
    if (!gate.book) return
    showFound(byPhone(gate.book, digits ?? '', name ?? ''))
    if (fault === 'name') element('#none-found').hidden = true
  })
  const undo = async (event: Event) => {
    const id = (event.target as HTMLElement).closest('button')?.dataset.scan
    if (!id) return
    await gate.undo(id)
    element('#answer').hidden = true
    showAll()
    void round()
  }
  on('#last', 'click', undo)
  on('#undo', 'click', undo)
  const choose = () => {
    const staff = element<HTMLInputElement>('#staff').value
    void gate.choose({
      hall: element<HTMLSelectElement>('#hall').value || null,
      way:
        document.querySelector<HTMLInputElement>('[name=way]:checked')?.value === 'exit' ? 'exit' : 'entry',
      staff: serialOfCode(staff) ?? null,
    })
  }
  on('#setting', 'change', choose)
  on('#refresh', 'click', () => round(true))
}

/** Without its store this phone knows no list and would forget whom it let in: it says so, and tries until the store answers. */
async function load(): Promise<void> {
  try {
    await gate.load()
    element('#store-silent').hidden = true
  } catch {
    element('#store-silent').hidden = false
    await new Promise((done) => setTimeout(done, AGAIN_MS))
    await load()
  }
}

async function begin(): Promise<void> {
  listen()
  element('.script').hidden = false
  await load()
  showAll()
  void navigator.storage?.persist?.().catch(() => false)
  if ('serviceWorker' in navigator)
    void navigator.serviceWorker
      .register('/gate/worker.js', { scope: '/gate' })
      .catch(() => undefined)
      .then(() => prepareReader().catch(() => undefined))
  const claim = location.hash.slice(1)
  if (claim) {
    const taken = await takePlace(gate, claim)
    element('#link-used').hidden = taken !== 'used'
    element('#link-away').hidden = taken !== 'away'
    element('#link-waits').hidden = taken !== 'waits'
    // The link works once and is of no use afterwards: it need not lie in the history.
    if (taken !== 'away') history.replaceState(null, '', location.pathname)
    showAll()
  }
  await round(true)
  setInterval(() => void round(), ROUND_MS)
  // One that gets no answer takes its time: the next does not queue behind it.
  setInterval(() => {
    const isAway = rounds === 0 && reached === 'away'
    if (isAway && gate.ledger.waiting.length > 0) void round()
  }, WAITING_MS)
  setInterval(showReady, ROUND_MS)
  addEventListener('online', () => void round())
}

void begin()
