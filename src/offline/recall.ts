/**
 * The day's recall cards, one after the other without a page between. Each turn is put into the outbox at once, under its own id and moment, so that a
 * phone that falls dead in the middle loses none. When a card is due next is the house's reckoning: what was turned here rests until it has heard of it.
 */
import { ownOutbox } from './owner.ts'
import { phoneUuid } from './uuid.ts'

const VERB = 'learning.recall'
/** Cards that were forgotten come once more at the end of the round. */
const FORGOTTEN = '1'

export async function turnCards(list: HTMLElement): Promise<void> {
  const outbox = await ownOutbox()
  // Nobody is known to this phone (no worker yet): each tap is an ordinary form.
  if (!outbox) return
  const keptAt = Number(document.documentElement.dataset.kept ?? 0)
  const turned = new Set(
    (await outbox.all())
      .filter(
        ({ verb, state, madeAt }) =>
          verb === VERB && (state === 'waiting' || (keptAt > 0 && madeAt > keptAt)),
      )
      .map(({ fields }) => fields.cardId),
  )
  const today = dayInIndia()
  const due = [...list.querySelectorAll<HTMLFormElement>('form[data-card]')]
    .filter(({ dataset }) => (dataset.due ?? '') <= today && !turned.has(dataset.card))
    .slice(0, Math.max(0, Number(list.dataset.most) - turned.size))
  const left = document.getElementById('recall-left')
  const done = document.getElementById('recall-done')
  // The figures are the house's, of before what was turned here: they come back when it has counted that.
  const progress = document.getElementById('progress')
  if (progress && turned.size > 0) progress.hidden = true

  const show = (mayFocus: boolean): void => {
    for (const form of list.querySelectorAll<HTMLFormElement>('form[data-card]'))
      form.hidden = form !== due[0]
    if (left) {
      left.hidden = due.length === 0
      left.textContent = (left.dataset.left ?? '').replace('{count}', String(due.length))
    }
    if (done) done.hidden = due.length > 0
    if (due.length === 0) send()
    else if (mayFocus) due[0]!.querySelector('summary')?.focus()
  }
  list.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const grade = (event.submitter as HTMLButtonElement | null)?.value
    if (!grade) return
    event.preventDefault()
    const command = form.elements.namedItem('command') as HTMLInputElement
    const entry = {
      id: command.value,
      verb: VERB,
      about: (form.elements.namedItem('about') as HTMLInputElement).value,
      fields: { cardId: form.dataset.card ?? '', grade },
      madeAt: Date.now(),
      photoBytes: 0,
    } as const
    void outbox.add(entry, undefined).then(
      () => {
        due.shift()
        if (progress) progress.hidden = true
        if (grade === FORGOTTEN && form.dataset.again === undefined) {
          form.dataset.again = ''
          due.push(form)
        }
        command.value = phoneUuid()
        form.querySelector('details')!.open = false
        show(true)
      },
      // The phone's store is full: the house takes it as a form.
      () => form.submit(),
    )
  })
  // She goes away in the middle of a round: what she turned goes out, and the rest waits.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send())
  show(false)
}

const send = (): void => {
  if (navigator.onLine) document.dispatchEvent(new Event('karyakarta:send'))
}

const dayInIndia = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date())
