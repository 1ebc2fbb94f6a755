/** Says at once what is missing in a form that may wait: nothing that was typed is touched, and nothing incomplete is kept for later. */
import { faultsOf, type Needs } from './needs.ts'
import { isPicture } from './photo.ts'

type Fault = readonly [field: string, words: string]

/** Chosen files whose first bytes were read: whether each is a picture that the house takes. */
const judged = new WeakMap<Blob, boolean>()

/** Watches every form of the page that tells what it needs. */
export function watchNeeds(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.needs === undefined) return
    const file = inputOf(form, 'photo')?.files?.[0]
    if (file && !judged.has(file)) {
      // Its bytes come a moment later than the press: then the same press once more.
      event.preventDefault()
      void judge(file).then(() => form.requestSubmit(event.submitter))
      return
    }
    const faults = faultsIn(form)
    show(form, faults)
    if (faults.length > 0) event.preventDefault()
  })
}

/** A file was chosen: what is no picture is told beside it before anything else is asked. */
export async function judgeChosen(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0]
  const { form } = input
  if (form?.dataset.needs === undefined) return
  if (file) await judge(file)
  unmark(input)
  if (!file) return
  for (const [field, words] of faultsIn(form)) if (field === input.name) mark(input, words)
}

const judge = async (file: Blob): Promise<unknown> => judged.set(file, await isPicture(file))

const faultsIn = (form: HTMLFormElement): readonly Fault[] =>
  faultsOf(JSON.parse(form.dataset.needs ?? '{}') as Needs, (field) => heldIn(form, field))

/** A field by its name; of several to choose from the first. */
function inputOf(form: HTMLFormElement, field: string): HTMLInputElement | undefined {
  const found = form.elements.namedItem(field)
  return (found instanceof RadioNodeList ? found[0] : (found ?? undefined)) as HTMLInputElement | undefined
}
/** What bears the words beside a field: the field itself, or the group of what one chooses from. */
const bearerOf = (input: HTMLInputElement): HTMLElement =>
  (input.type === 'radio' ? input.closest('fieldset') : null) ?? input

function heldIn(form: HTMLFormElement, field: string) {
  const input = inputOf(form, field)
  if (!input) return undefined
  const { type, checked, files, validity, min = '', max = '' } = input
  const file = files?.[0]
  const value = type === 'radio' ? (form.elements.namedItem(field) as RadioNodeList).value : input.value
  const isThere = type === 'checkbox' ? checked : type === 'file' ? file !== undefined : undefined
  const isWrong = file ? judged.get(file) === false : !validity.valid && !validity.valueMissing
  return { value: isThere === undefined ? value : isThere ? 'on' : '', min, max, isWrong }
}

/** Fills the box that the page brought empty (FormErrors), says each fault beside its field too, and takes the reader there. */
function show(form: HTMLFormElement, faults: readonly Fault[]): void {
  const box = form.querySelector<HTMLElement>('[data-faults]')
  const mould = box?.querySelector('template')
  if (!box || !mould) return
  // What the house said of an earlier try is answered by now.
  for (const said of form.querySelectorAll('.errors:not([data-faults])')) said.remove()
  for (const marked of form.querySelectorAll<HTMLInputElement>(
    '[aria-invalid], fieldset[aria-describedby] input',
  ))
    unmark(marked)
  box.querySelector('[data-title]')!.textContent = (box.dataset.faults ?? '').replace(
    '{count}',
    String(faults.length),
  )
  box.querySelector('ul')!.replaceChildren(
    ...faults.map(([field, words]) => {
      const line = mould.content.cloneNode(true) as DocumentFragment
      const link = line.querySelector('a')!
      const input = inputOf(form, field)
      link.href = `#${input ? bearerOf(input).id : field}`
      link.textContent = words
      if (input) mark(input, words)
      return line
    }),
  )
  box.hidden = faults.length === 0
  if (!box.hidden) box.focus()
}

/** The words beside a field, as the house's refusal has them (FieldFrame, Fieldset): between hint and field, of a tick below it. */
function mark(input: HTMLInputElement, words: string): void {
  const bearer = bearerOf(input)
  const label = bearer === input ? input.labels?.[0] : bearer.querySelector('legend')
  const mould = input.form?.querySelector<HTMLTemplateElement>('template[data-beside]')
  if (!label || !mould) return
  const line = mould.content.cloneNode(true) as DocumentFragment
  const said = line.querySelector('p')!
  said.id = `${bearer.id}-error`
  said.querySelector('span')!.textContent = words
  ;(document.getElementById(`${bearer.id}-hint`) ?? label).after(line)
  if (bearer === input) {
    label.parentElement!.classList.add('wrong')
    input.setAttribute('aria-invalid', 'true')
  }
  bearer.setAttribute('aria-describedby', [said.id, ...describedBy(bearer)].join(' '))
}

function unmark(input: HTMLInputElement): void {
  const bearer = bearerOf(input)
  document.getElementById(`${bearer.id}-error`)?.remove()
  input.labels?.[0]?.parentElement?.classList.remove('wrong')
  input.removeAttribute('aria-invalid')
  const others = describedBy(bearer)
  if (others.length > 0) bearer.setAttribute('aria-describedby', others.join(' '))
  else bearer.removeAttribute('aria-describedby')
}

/** Ids of what tells about a field beside its error. */
const describedBy = (bearer: HTMLElement): readonly string[] =>
  (bearer.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((id) => id !== '' && id !== `${bearer.id}-error`)
