/** Fills the page of what waits: its words and moulds come from the house, its entries from the phone. */
import { readNote } from './database.ts'
import { choseMine, countsOf, tried, type Entry } from './outbox.ts'
import { ownOutbox } from './owner.ts'
import { askToKeep, room } from './room.ts'
import { day, moment, size } from './say.ts'
import { phoneUuid } from './uuid.ts'

interface ShownField {
  readonly name: string
  readonly label: string
  /** `tick` is a box that is ticked or not; `no` cannot be changed here. */
  readonly kind: 'long' | 'text' | 'number' | 'date' | 'tick' | 'no'
  /** What stands there in place of the value: of a tick. */
  readonly says?: string
}

/**
 * Shows entries, where this is their page. While one of them is being changed nothing moves under the thumb.
 * @param isLocked she was here and is not any more: what waits is put out of sight, and nobody says that nothing waits
 */
export async function showOutbox(entries: readonly Entry[], isLocked: boolean): Promise<void> {
  const list = document.getElementById('outbox-list')
  if (!list || list.querySelector('form:not([hidden])')) return
  // Cards that were turned and have arrived are nothing to look at: fifteen a day.
  const own = entries
    .filter(
      ({ verb, state }) =>
        (verb !== 'learning.recall' && verb !== 'campaigns.recordShare') || state !== 'sent',
    )
    .toSorted((one, other) => other.madeAt - one.madeAt)
  const saved = new URLSearchParams(location.search).get('saved')
  reveal(
    'outbox-saved',
    own.some(({ id, state }) => id === saved && state === 'waiting'),
  )
  const unreadable = (await (await ownOutbox())?.unreadable()) ?? 0
  reveal('outbox-none', own.length === 0 && unreadable === 0 && !isLocked)
  reveal(
    'outbox-send',
    own.some(({ state }) => state === 'waiting'),
  )
  list.replaceChildren(...own.map((entry) => cardOf(list, entry)))
  if (unreadable > 0) {
    const line = document.createElement('li')
    line.textContent = list.dataset.unreadable ?? ''
    list.append(line)
  }
  listenOnce()
  await showRoom(own)
}

function cardOf(list: HTMLElement, entry: Entry): HTMLElement {
  const mould = document.getElementById('outbox-entry') as HTMLTemplateElement
  const card = (mould.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement
  card.dataset.id = entry.id
  const verbs = JSON.parse(list.dataset.verbs ?? '{}') as Record<string, string>
  const fields = JSON.parse(list.dataset.fields ?? '[]') as readonly ShownField[]
  const slot = (name: string) => card.querySelector<HTMLElement>(`[data-slot="${name}"]`)!
  const say = (name: string, words: string, isShown = true) => {
    slot(name).textContent = words
    slot(name).hidden = !isShown
  }
  say('verb', verbs[entry.verb] ?? '')
  say('about', entry.about, entry.about !== '')
  say('made', (list.dataset.made ?? '').replace('{time}', moment(entry.madeAt)))
  say('photo', (list.dataset.photo ?? '').replace('{size}', size(entry.photoBytes)), entry.photoBytes > 0)
  slot('tried').hidden = entry.state !== 'waiting' || entry.tries === 0
  card.querySelector<HTMLElement>(`[data-state="${entry.state}"]`)!.hidden = false
  describe(slot('said'), fields, entry.fields)

  const { problem, question } = entry
  if (problem || question) {
    const words = problem
      ? [problem.words || (list.dataset.tooLarge ?? ''), ...Object.values(problem.fields)]
      : [question!.words]
    card.querySelector('[data-slot="words"]')!.textContent = [...new Set(words)].join(' ')
    slot('problem').hidden = false
  }
  if (question) {
    describe(slot('theirs'), fields, question.theirs)
    slot('question').hidden = false
    slot('mine').hidden = false
  }
  slot('acts').hidden = entry.state === 'sent' || question !== undefined
  slot('acts').querySelector<HTMLElement>('[data-act="again"]')!.hidden = !problem
  // A tick that is missing is no field at all: what the house asks for can be given here.
  const inputs = fields.filter(
    ({ name, kind }) => kind !== 'no' && (entry.fields[name] ?? problem?.fields[name]) !== undefined,
  )
  slot('acts').querySelector<HTMLElement>('[data-act="edit"]')!.hidden = inputs.length === 0
  slot('inputs').append(...inputs.map((field) => inputOf(field, entry)))
  return card
}

function describe(
  into: HTMLElement,
  fields: readonly ShownField[],
  values: Readonly<Record<string, string>>,
): void {
  into.replaceChildren(
    ...fields
      .filter(({ name }) => values[name])
      .map(({ name, label, kind, says }) => {
        const pair = document.createElement('div')
        const term = document.createElement('dt')
        const told = document.createElement('dd')
        term.textContent = label
        told.textContent = says ?? (kind === 'date' ? day(values[name]!) : values[name]!)
        pair.append(term, told)
        return pair
      }),
  )
}

function inputOf({ name, label, kind }: ShownField, entry: Entry): HTMLElement {
  const frame = document.createElement('label')
  const words = document.createElement('span')
  words.textContent = label
  const input = document.createElement(kind === 'long' ? 'textarea' : 'input')
  input.name = name
  if (input instanceof HTMLInputElement) input.type = kind === 'tick' ? 'checkbox' : kind
  if (input instanceof HTMLInputElement && kind === 'tick') input.checked = entry.fields[name] === 'on'
  else input.value = entry.fields[name] ?? ''
  frame.append(words, input)
  return frame
}

let isListening = false

/** One listener for all cards: they are drawn anew whenever something changes. */
function listenOnce(): void {
  if (isListening) return
  isListening = true
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-act]')
    if (button) void act(button)
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.slot !== 'edit') return
    event.preventDefault()
    const fields = Object.fromEntries(
      [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    )
    // A form says nothing of a box that is not ticked; here that is a word too.
    for (const { name, checked } of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
      fields[name] = checked ? 'on' : ''
    form.hidden = true
    void changed(idOf(form), (entry) => tried(entry, fields, phoneUuid()))
  })
}

const idOf = (inside: Element): string => inside.closest<HTMLElement>('[data-id]')?.dataset.id ?? ''

async function act(button: HTMLButtonElement): Promise<void> {
  const id = idOf(button)
  switch (button.dataset.act) {
    case 'send':
      button.querySelector('span')!.textContent = button.dataset.busy ?? ''
      return changed('', (entry) => entry)
    case 'again':
      return changed(id, (entry) => tried(entry, {}, phoneUuid()))
    case 'mine':
      return changed(id, choseMine)
    case 'edit':
      button.closest('[data-id]')!.querySelector<HTMLElement>('[data-slot="edit"]')!.hidden = false
      return
    case 'remove':
      if (button.dataset.sure) {
        // A stray tap removes nothing.
        button.querySelector('span')!.textContent = button.dataset.sure
        delete button.dataset.sure
        return
      }
      return (await ownOutbox())?.remove(id)
  }
}

/** Changes one of them, if one is meant, and asks the worker to send. */
async function changed(id: string, how: (entry: Entry) => Entry): Promise<void> {
  const outbox = await ownOutbox()
  if (!outbox) return
  if (id) await outbox.change(id, how)
  document.dispatchEvent(new Event('karyakarta:send'))
}

async function showRoom(entries: readonly Entry[]): Promise<void> {
  const kept = await readNote('kept')
  const { bytes } = countsOf(entries, (await readNote('owner'))?.tag ?? '')
  if (kept) fill('phone-size', { pages: String(Object.keys(kept.pages).length), size: size(kept.bytes) })
  if (bytes > 0) {
    fill('phone-outbox', { size: size(bytes) })
    await askToKeep()
  }
  const { used, quota, persisted, forgets, full } = await room()
  if (used !== undefined && quota !== undefined) fill('phone-room', { used: size(used), quota: size(quota) })
  reveal('phone-safe', persisted)
  reveal('phone-unsafe', !persisted && !forgets)
  reveal('phone-safari', forgets)
  reveal('phone-full', full)
}

function reveal(id: string, isShown: boolean): void {
  const found = document.getElementById(id)
  if (found) found.hidden = !isShown
}

function fill(id: string, values: Readonly<Record<string, string>>): void {
  const line = document.getElementById(id)
  if (!line) return
  line.textContent = (line.dataset.fill ?? '').replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => values[name] ?? '',
  )
  line.hidden = false
}
