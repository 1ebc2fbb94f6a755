import { z } from 'zod'
import { oneLine, tidy } from '#engines/typedtext/index.ts'

export const command = z.uuid({ error: 'platform_command_missing' })
export const campaignId = z.guid({ error: 'campaigns_unknown' })
export const kitId = z.guid({ error: 'campaigns_kit_unknown' })
/** The version of something that stood on the page when it was changed; as large as the database counts. */
export const seenVersion = z.coerce
  .number({ error: 'campaigns_changed' })
  .int('campaigns_changed')
  .min(1, 'campaigns_changed')
  .max(2_147_483_646, 'campaigns_changed')

const bounded = (shape: (text: string) => string, least: number, most: number) =>
  z
    .string({ error: 'campaigns_words_short' })
    .transform(shape)
    .refine((said) => [...said].length >= least, 'campaigns_words_short')
    .refine((said) => said.length <= most, 'campaigns_words_long')
/** A line that must be said, and several of them. */
export const line = (least: number, most: number) => bounded(oneLine, least, most)
export const lines = (least: number, most: number) => bounded(tidy, least, most)

/** A day that the calendar has, `YYYY-MM-DD`. */
export const calendarDay = z
  .string({ error: 'campaigns_day_wrong' })
  .regex(/^20\d{2}-\d{2}-\d{2}$/, 'campaigns_day_wrong')
  .refine((day) => isDay(day), 'campaigns_day_wrong')
export const timeOfDay = z
  .string({ error: 'campaigns_time_wrong' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'campaigns_time_wrong')

/** Whether the calendar has it: no 30 February. */
export function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
}

export { DAY_MS, indianDay as dayInIndia, indianMoment, isMissed } from '#engines/indiantime/index.ts'
