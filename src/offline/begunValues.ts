/** What stands in the fields of a form, kept and filled in again. */

/** What is asked of a field: HTMLInputElement has it, HTMLTextAreaElement too but for what only boxes have. */
export type Control = Pick<HTMLInputElement, 'name' | 'type' | 'value' | 'defaultValue' | 'checked' | 'defaultChecked'> // prettier-ignore
export type Written = Readonly<Record<string, string>>

const isChoice = ({ type }: Control): boolean => type === 'checkbox' || type === 'radio'
/** Boxes of one name are each for themselves; of radio buttons one stands for all. */
const keyOf = ({ name, type, value }: Control): string => (type === 'checkbox' ? `${name} ${value}` : name)
const isTouched = (control: Control): boolean =>
  isChoice(control) ? control.checked !== control.defaultChecked : control.value !== control.defaultValue

export const heldIn = (controls: readonly Control[]): Written =>
  Object.fromEntries(
    controls
      .filter((control) => !isChoice(control) || control.checked)
      .map((control) => [keyOf(control), control.value]),
  )

/** What she has typed or ticked already since the page opened stays. */
export function fillIn(controls: readonly Control[], kept: Written): void {
  const touched = new Set(controls.filter(isTouched).map(keyOf))
  for (const control of controls) {
    const key = keyOf(control)
    if (touched.has(key)) continue
    if (isChoice(control)) control.checked = kept[key] === control.value
    else control.value = kept[key] ?? control.value
  }
}
