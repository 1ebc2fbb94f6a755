/** Says at once what is missing in a form that may wait: nothing that was typed is touched, and nothing incomplete is kept for later. */
import { faultsOf, type Needs } from './needs.ts'

/** Watches every form of the page that tells what it needs. */
export function watchNeeds(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.dataset.needs === undefined) return
    const faults = faultsOf(JSON.parse(form.dataset.needs) as Needs, (field) => heldIn(form, field))
    show(form, faults)
    if (faults.length > 0) event.preventDefault()
  })
}

function inputOf(form: HTMLFormElement, field: string): HTMLInputElement | undefined {
  const found = form.elements.namedItem(field)
  return found instanceof HTMLElement ? (found as HTMLInputElement) : undefined
}

function heldIn(form: HTMLFormElement, field: string) {
  const input = inputOf(form, field)
  if (!input) return undefined
  const { type, checked, files, value, min = '', max = '' } = input
  const isThere = type === 'checkbox' ? checked : type === 'file' ? (files?.length ?? 0) > 0 : undefined
  return { value: isThere === undefined ? value : isThere ? 'on' : '', min, max }
}

/** Fills the box that the page brought empty (FormErrors), marks the fields, and takes the reader there. */
function show(form: HTMLFormElement, faults: readonly (readonly [string, string])[]): void {
  const box = form.querySelector<HTMLElement>('[data-faults]')
  const mould = box?.querySelector('template')
  if (!box || !mould) return
  for (const marked of form.querySelectorAll<HTMLElement>('[data-marked]')) {
    marked.removeAttribute('aria-invalid')
    if (marked.dataset.marked) marked.setAttribute('aria-describedby', marked.dataset.marked)
    else marked.removeAttribute('aria-describedby')
    delete marked.dataset.marked
  }
  box.querySelector('[data-title]')!.textContent = (box.dataset.faults ?? '').replace(
    '{count}',
    String(faults.length),
  )
  box.querySelector('ul')!.replaceChildren(
    ...faults.map(([field, words]) => {
      const line = mould.content.cloneNode(true) as DocumentFragment
      const link = line.querySelector('a')!
      const input = inputOf(form, field)
      link.href = `#${input?.id ?? field}`
      link.id = `${field}-fault`
      link.textContent = words
      if (input) mark(input, link.id)
      return line
    }),
  )
  box.hidden = faults.length === 0
  if (!box.hidden) box.focus()
}

function mark(input: HTMLElement, saidBy: string): void {
  const before = input.getAttribute('aria-describedby') ?? ''
  if (input.getAttribute('aria-invalid') !== 'true') {
    input.dataset.marked = before
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `${saidBy} ${before}`.trim())
  }
}
