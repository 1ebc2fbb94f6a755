import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'

export const command = z.uuid({ error: 'platform_command_missing' })
/** The version of something that stood on the page when it was changed; as large as the database counts. */
export const seenVersion = z.coerce
  .number({ error: 'elections_changed' })
  .int('elections_changed')
  .min(1, 'elections_changed')
  .max(2_147_483_646, 'elections_changed')

/** Letters as the database counts them: an emoji is one. */
const letters = (text: string): number => [...text].length

/** A line that must be said. */
export const line = (least: number, most: number) =>
  z
    .string({ error: 'elections_line_short' })
    .transform(oneLine)
    .refine((said) => letters(said) >= least, 'elections_line_short')
    .refine((said) => said.length <= most, 'elections_line_long')

/** A line that may stay empty; said, it has at least so many letters. */
export const lineIfAny = (most: number, least = 1) =>
  z
    .string()
    .nullish()
    .transform((said) => oneLine(said ?? '') || null)
    .refine((said) => said === null || letters(said) >= least, 'elections_line_short')
    .refine((said) => said === null || said.length <= most, 'elections_line_long')

/** A day that the calendar has. */
export const calendarDay = z
  .string({ error: 'elections_day_wrong' })
  .regex(/^(19|20)\d{2}-\d{2}-\d{2}$/, 'elections_day_wrong')
  .refine((day) => {
    const moment = new Date(`${day}T00:00:00Z`)
    return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
  }, 'elections_day_wrong')
/** What may stay empty, and is checked where it does not. */
const ifAny = (schema: z.ZodType<string>, wrong: string) =>
  z
    .string()
    .nullish()
    .transform((said) => said || null)
    .refine((said) => said === null || schema.safeParse(said).success, wrong)
export const dayIfAny = ifAny(calendarDay, 'elections_day_wrong')

export const timeOfDay = z
  .string({ error: 'elections_time_wrong' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'elections_time_wrong')
export const timeIfAny = ifAny(timeOfDay, 'elections_time_wrong')

const DEVANAGARI_ZERO = '०'.codePointAt(0)!
/** Digits of either script as the figures that machines read. @example latinDigits('४५') === '45' */
export const latinDigits = (text: string): string =>
  text.replace(/[०-९]/g, (digit) => String(digit.codePointAt(0)! - DEVANAGARI_ZERO))
