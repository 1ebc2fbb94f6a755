/** What is wrong at a field of this page. */
export interface Fault {
  /** The field's id. */
  readonly field: string
  readonly words: string
}

/**
 * Faults in the order in which their fields stand on the page; those whose words several fields share, or might as well be of another field of
 * the same name in the form, each with the name of its field, as in "In Hindi · Name: Write a few words". Without a script they stand as the
 * house told them.
 */
export function asOnPage(faults: readonly Fault[]): readonly Fault[] {
  const placed = faults.map((fault) => ({ ...fault, control: document.getElementById(fault.field) }))
  const [here, elsewhere] = [
    placed.filter(({ control }) => control),
    placed.filter(({ control }) => !control),
  ]
  here.sort((one, other) => follows(one.control!, other.control!))
  return [...here, ...elsewhere].map(({ field, words, control }) => {
    const isShared = faults.filter((fault) => fault.words === words).length > 1
    const name = control && (isShared || hasNamesake(control)) ? nameOf(control) : ''
    return { field, words: name ? `${name}: ${words}` : words }
  })
}

const follows = (one: HTMLElement, other: HTMLElement): number =>
  one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1

const labelOf = (control: Element): Element | null =>
  document.querySelector(`label[for="${CSS.escape(control.id)}"]`)

/** Whether another field of its form is called the same. */
function hasNamesake(control: HTMLElement): boolean {
  const own = labelOf(control)
  return [...(control.closest('form')?.querySelectorAll('label[for]') ?? [])].some(
    (label) => own !== null && label !== own && label.textContent === own.textContent,
  )
}

/** What a reader calls a field: the heading of its group, and its own. */
function nameOf(control: HTMLElement): string {
  const group = control.closest('fieldset')?.querySelector('legend')
  return [group, labelOf(control)].flatMap((said) => said?.firstChild?.textContent?.trim() || []).join(' · ')
}
