import { z } from 'zod'

/** What happened, in words one can tap. */
export const HARASSMENT_KINDS = ['calls', 'pressure', 'abuse', 'touch', 'other'] as const
export type HarassmentKind = (typeof HARASSMENT_KINDS)[number]

const words = (longest: number, tooLong: string) =>
  z
    .string()
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .trim(),
    )
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
