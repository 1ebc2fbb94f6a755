/** A form that may wait is hers from its first letter: what she wrote into it and has not sent stays on this phone until she sends it or goes. */
import { fillIn, heldIn, type Written } from './begunValues.ts'
import { readNote, writeNote } from './database.ts'

/** Forms that were begun and are kept, at most; of more the oldest goes. */
const MOST = 10
/** She writes on: not each letter is put on the disk, milliseconds. */
const PAUSE_MS = 300

/** Fills in what was begun on this page, and keeps what is written from now on. The photo is not kept: it is large, and still in her gallery. */
export async function keepBegun(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('input', ({ target }) => {
    const form = target instanceof Element ? target.closest<HTMLFormElement>(FORM) : null
    if (!form) return
    clearTimeout(timer)
    timer = setTimeout(() => void keep(form, heldIn(controlsOf(form))), PAUSE_MS)
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (event.defaultPrevented || !form.matches(FORM)) return
    clearTimeout(timer)
    void keep(form, undefined)
  })
  const begun = await readNote('begun').catch(() => undefined)
  for (const form of document.querySelectorAll<HTMLFormElement>(FORM)) fill(form, begun?.[nameOf(form)])
}

const FORM = 'form[data-needs]'

/** The page, what is done there, and about which of its tasks. */
const nameOf = (form: HTMLFormElement): string =>
  [location.pathname, valueOf(form, 'outbox'), valueOf(form, 'taskKey')].join(' ')
const valueOf = (form: HTMLFormElement, name: string): string =>
  form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? ''

const isHers = ({ type }: HTMLInputElement): boolean => !['hidden', 'file'].includes(type)
const controlsOf = (form: HTMLFormElement): readonly HTMLInputElement[] =>
  [...form.querySelectorAll<HTMLInputElement>('input, textarea')].filter(isHers)

/** One page after the other: of two that are open neither writes over what the other keeps. */
const keep = (form: HTMLFormElement, now: Written | undefined): Promise<void> =>
  navigator.locks.request('karyakarta-begun', async () => {
    // Where nobody is known nobody's words are kept: they would not go with her.
    if (!(await readNote('owner').catch(() => undefined))) return
    const { [nameOf(form)]: _before, ...others } = (await readNote('begun')) ?? {}
    const all = [...Object.entries(others), ...(now ? [[nameOf(form), now] as const] : [])]
    await writeNote('begun', Object.fromEntries(all.slice(-MOST))).catch(() => undefined)
  })

function fill(form: HTMLFormElement, kept: Written | undefined): void {
  if (!kept) return
  const controls = controlsOf(form)
  fillIn(controls, kept)
  for (const control of controls) control.dispatchEvent(new Event('change', { bubbles: true }))
  const folded = form.closest('details')
  if (folded) folded.open = true
}
