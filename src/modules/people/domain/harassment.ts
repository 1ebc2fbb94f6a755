import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'

/** What happened, in words one can tap. */
export const HARASSMENT_KINDS = ['calls', 'pressure', 'abuse', 'touch', 'other'] as const
export type HarassmentKind = (typeof HARASSMENT_KINDS)[number]

const words = (longest: number, tooLong: string) =>
  z
    .string()
    .transform(oneLine)
    .pipe(z.string().max(longest, tooLong))
    .transform((text) => text || undefined)
    .optional()

/** Two taps are enough: the kind. The rest only if somebody wants to tell. */
export const harassmentSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  kind: z.enum(HARASSMENT_KINDS, { error: 'people_harassment_kind_missing' }),
  told: words(1000, 'people_harassment_too_long'),
  /** A phone or address at which the person wants to be reached. */
  contact: words(120, 'people_harassment_contact_too_long'),
})
export type ReportHarassment = z.input<typeof harassmentSchema>

/** Opening one report's contact. */
export const revealContactSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  reportId: z.uuid({ error: 'people_c_report_unknown' }),
})
export type RevealContact = z.input<typeof revealContactSchema>

/** How a report ended, in the words of whoever answered it. */
export const settleHarassmentSchema = revealContactSchema.extend({
  outcome: words(500, 'people_c_harassment_outcome_long').pipe(
    z.string({ error: 'people_c_harassment_outcome_needed' }).min(3, 'people_c_harassment_outcome_needed'),
  ),
})
export type SettleHarassment = z.input<typeof settleHarassmentSchema>

/**
 * A contact as a list shows it: that it is a number or an address, and of a number its last two digits, so that two reports from one phone
 * can be told apart. Anything else may be a name or a place and shows nothing.
 */
export function maskContact(contact: string): string {
  const digits = contact.replace(/[^\p{Nd}]/gu, '')
  if (contact.includes('@')) return '••••@••••'
  return digits.length >= 8 ? `••••••••${digits.slice(-2)}` : '••••••'
}

/** Words and contact after the report went: at least one of them. */
export const tellMoreSchema = harassmentSchema
  .pick({ command: true, told: true, contact: true })
  .extend({ reportId: z.uuid({ error: 'people_harassment_told_already' }) })
  .refine(({ told, contact }) => told !== undefined || contact !== undefined, {
    path: ['told'],
    error: 'people_harassment_words_missing',
  })
export type TellMore = z.input<typeof tellMoreSchema>
