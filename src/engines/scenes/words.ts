import { z } from 'zod'

/** Every piece speaks both; Hindi stands first wherever both are shown. */
export const LANGUAGES = ['hi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What is said in each language. An empty text is one that is still missing. */
export interface Both {
  readonly hi: string
  readonly en: string
}

/**
 * What never stands in a text of a piece: control characters but the line break, a lone half of a character, and what turns the reading direction
 * unseen (U+061C, U+200E…, U+202A…, U+2066…). U+200C and U+200D stay: Hindi is written with them.
 */
const UNSEEN =
  /[^\P{Cc}\n]|\p{Cs}|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\uffff]/gu

/** A text as the document takes it: NFC, one kind of line break, nothing unseen. Blanks stay where they were typed. */
export const tidyText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '')
    .normalize('NFC')

/** A text within a document: already tidy, so that what an editor sent is what stands there. @param most characters */
export const text = (most: number) =>
  z
    .string({ error: 'scenes_text_wrong' })
    .max(most, 'scenes_text_long')
    .refine((value) => tidyText(value) === value, 'scenes_text_untidy')

export const both = (most: number) => z.strictObject({ hi: text(most), en: text(most) })

/**
 * The name of a scene, a block, a source…: made by whoever adds it (a UUID, or a short word in a template) and never changed. No word that every object of the
 * language has: looked up, it would be there without anybody having added it.
 */
export const itemId = z
  .string({ error: 'scenes_id_wrong' })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'scenes_id_wrong')
  .refine((id) => !(id in {}), 'scenes_id_wrong')

/** Items by their ids. @param most how many */
export const items = <Item extends z.ZodType>(item: Item, most: number) =>
  z.record(itemId, item).refine((all) => Object.keys(all).length <= most, 'scenes_too_many')

/** Read-only all the way down. */
export type Deep<T> = T extends readonly (infer Item)[]
  ? readonly Deep<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Deep<T[Name]> }
    : T
