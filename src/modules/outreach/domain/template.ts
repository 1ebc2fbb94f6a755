import { z } from 'zod'

/**
 * A wording registered with the operators (TRAI's TCCCPR 2018, "DLT"): its text stands fast, `{#var#}` marks what may change. An SMS whose
 * text is not such a wording is dropped by the operator, and charged.
 */
export const templateSchema = z.object({
  /** The id that the operator gave it: digits. */
  id: z.string().regex(/^\d{5,30}$/, 'outreach_template_id_wrong'),
  name: z.string().trim().min(2, 'outreach_template_name_short').max(60, 'outreach_template_name_short'),
  language: z.enum(['hi', 'en'], { error: 'outreach_template_language' }),
  text: z.string().trim().min(10, 'outreach_template_text_short').max(1000, 'outreach_template_text_long'),
})
export type Template = z.output<typeof templateSchema>

const VARIABLE = '{#var#}'
/** Characters that the operators let one `{#var#}` hold. */
export const LONGEST_VALUE = 30

/** How many places of a wording are to be filled. */
export const placesOf = ({ text }: Pick<Template, 'text'>): number => text.split(VARIABLE).length - 1

/**
 * What is wrong with the values for a wording, as the id of the words; undefined when they fit.
 * @example valuesFault({ text: 'On {#var#}' }, ['Sunday']) === undefined
 */
export function valuesFault(template: Pick<Template, 'text'>, values: readonly string[]): string | undefined {
  if (values.length !== placesOf(template)) return 'outreach_values_count'
  if (values.some((value) => value === '' || [...value].length > LONGEST_VALUE)) return 'outreach_value_long'
  if (values.some((value) => value.includes('{#'))) return 'outreach_value_wrong'
  return undefined
}

/** The text as it goes out. @throws RangeError when the values do not fit (valuesFault) */
export function fill(template: Pick<Template, 'text'>, values: readonly string[]): string {
  if (valuesFault(template, values)) throw new RangeError('values that do not fit the template')
  return template.text
    .split(VARIABLE)
    .flatMap((part, nth) => (nth === 0 ? [part] : [values[nth - 1]!, part]))
    .join('')
}

/** Whether a text is a wording with its places filled: what the operator will ask. */
export function fits(template: Pick<Template, 'text'>, text: string): boolean {
  const parts = template.text.split(VARIABLE).map(literally)
  return new RegExp(`^${parts.join(`[^]{1,${LONGEST_VALUE * 2}}?`)}$`, 'u').test(text)
}

/**
 * The values with which a wording was filled, so that a draft can be changed; undefined when the text is not that wording. Where the wording
 * lets a text be cut in several ways, the values may be others than were typed, but filled in they make the same text.
 */
export function valuesIn(template: Pick<Template, 'text'>, text: string): readonly string[] | undefined {
  const parts = template.text.split(VARIABLE).map(literally)
  // A value has neither spaces at its ends nor line breaks: it was typed as one line.
  const value = `(\\S(?:[^\\n]{0,${LONGEST_VALUE - 2}}?\\S)?)`
  return new RegExp(`^${parts.join(value)}$`, 'u').exec(text)?.slice(1)
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Values as they are typed: one a line. */
export const valuesOf = (typed: string): readonly string[] =>
  typed
    .split(/\r?\n/)
    .map((line) => line.normalize('NFC').trim())
    .filter((line) => line !== '')
