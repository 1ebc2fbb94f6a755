import { z } from 'zod'

export const command = z.uuid({ error: 'platform_command_missing' })
const oneLine = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** A line that must be said. */
export const line = (least: number, most: number) =>
  z
    .string({ error: 'elections_line_short' })
    .transform(oneLine)
    .refine((said) => said.length >= least, 'elections_line_short')
    .refine((said) => said.length <= most, 'elections_line_long')

/** A line that may stay empty. */
export const lineIfAny = (most: number) =>
  z
    .string()
    .nullish()
    .transform((said) => oneLine(said ?? ''))
    .refine((said) => said.length <= most, 'elections_line_long')
    .transform((said) => said || null)

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
