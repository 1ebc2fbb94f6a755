/** How this room reads what somebody typed: one line or several, in either language, within bounds. Each issue is the id of its words. */
import { z } from 'zod'
import { outwardAim } from '#engines/outwardaim/index.ts'
import { oneLine, tidy } from '#engines/typedtext/index.ts'

/** Nothing said is no fault and becomes null; what is said keeps its bounds. */
const ifSaid = (shape: (text: string) => string, least: number, most: number, fault: string) =>
  z
    .string()
    .nullish()
    .transform((said) => shape(said ?? ''))
    .refine((said) => said === '' || (said.length >= least && said.length <= most), fault)
    .transform((said) => (said === '' ? null : said))
export const line = (most: number, fault: string, least = 3) => ifSaid(oneLine, least, most, fault)
export const lines = (most: number, fault: string) => ifSaid(tidy, 3, most, fault)

const AIMS = {
  post: 'events_aims_at_post',
  account: 'events_aims_at_account',
  tag: 'events_aims_at_tag',
  platform: 'events_aims_at_platform',
  link: 'events_aims_at_link',
} as const
/** Words that tell volunteers what to do or where to come: they aim at nobody's posts or accounts (docs/integrity.md, rule 2). */
const aimingAtNobody = (rule: ReturnType<typeof ifSaid>) =>
  rule.superRefine((words, check) => {
    const aim = words === null ? undefined : outwardAim(words)
    if (aim) check.addIssue({ code: 'custom', message: AIMS[aim] })
  })
export const directingLine = (most: number, fault: string) => aimingAtNobody(line(most, fault))
export const directingLines = (most: number, fault: string) => aimingAtNobody(lines(most, fault))

/** In one of the two languages at least. */
export const inOne =
  <Key extends string>(hindi: Key, english: Key, missing: string) =>
  (said: Readonly<Record<Key, unknown>>, check: z.RefinementCtx): void => {
    if (said[hindi] === null && said[english] === null)
      check.addIssue({ code: 'custom', path: [hindi], message: missing })
  }

export const command = z.uuid({ error: 'platform_command_missing' })
export const eventId = z.guid({ error: 'events_unknown' })
export const dayField = z.iso.date({ error: 'events_day_needed' })
/** A whole number as a form sends it; an empty field is null. */
export const wholeNumber = (least: number, most: number, fault: string) =>
  z
    .union([z.literal('').transform(() => null), z.null(), z.coerce.number().int().min(least).max(most)], {
      error: fault,
    })
    .optional()
    .transform((number) => number ?? null)
/** The same where a number must be said. */
export const neededNumber = (least: number, most: number, fault: string) =>
  z
    .union([z.number(), z.string().trim().min(1, fault).transform(Number)], { error: fault })
    .pipe(z.number({ error: fault }).int(fault).min(least, fault).max(most, fault))

/** A text in the reader's language, or in the one there is. */
export const inLanguageOf = (hindi: string | null, english: string | null, locale: string): string =>
  (locale === 'hi' ? (hindi ?? english) : (english ?? hindi)) ?? ''
