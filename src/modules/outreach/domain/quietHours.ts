import { z } from 'zod'
import { DAY_MS, INDIA_AHEAD_MS } from '#engines/indiantime/index.ts'

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'outreach_hour_wrong')

/**
 * From when to when nothing rings, as Indian clocks show it. The default lies within what TRAI's TCCCPR 2018 lets a subscriber choose for
 * promotional messages (bands of the day, none between 21:00 and 10:00 unless asked for), an hour shorter in the morning.
 */
export const quietHoursSchema = z.object({
  from: hour.default('21:00'),
  until: hour.default('09:00'),
})
export type QuietHours = z.output<typeof quietHoursSchema>

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Hours of a day in which something may ring, at least: less is two times that were swapped. */
const LEAST_LOUD_HOURS = 4

/** Whether quiet hours leave the day long enough to send anything. Equal ends mean that no hour is quiet. */
export function leavesTime({ from, until }: QuietHours): boolean {
  const quiet = (minutesOf(until) - minutesOf(from) + 24 * 60) % (24 * 60)
  return quiet <= (24 - LEAST_LOUD_HOURS) * 60
}

/**
 * Until when a moment lies in the quiet hours; undefined outside them. Equal ends mean that no hour is quiet.
 * @example quietUntil(new Date('2026-11-22T16:00:00Z'), { from: '21:00', until: '09:00' }) // 21:30 in India → 2026-11-23T03:30Z
 */
export function quietUntil(moment: Date, { from, until }: QuietHours): Date | undefined {
  const [begins, ends] = [minutesOf(from) * 60_000, minutesOf(until) * 60_000]
  if (begins === ends) return undefined
  const local = moment.getTime() + INDIA_AHEAD_MS
  const ofDay = ((local % DAY_MS) + DAY_MS) % DAY_MS
  const midnight = local - ofDay
  const overnight = begins > ends
  const isQuiet = overnight ? ofDay >= begins || ofDay < ends : ofDay >= begins && ofDay < ends
  if (!isQuiet) return undefined
  const day = overnight && ofDay >= begins ? midnight + DAY_MS : midnight
  return new Date(day + ends - INDIA_AHEAD_MS)
}
