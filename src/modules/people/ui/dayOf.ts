import { getLocale } from '#paraglide/runtime.js'

const format = (locale: 'hi' | 'en') =>
  new Intl.DateTimeFormat(locale === 'hi' ? 'hi-IN' : 'en-IN', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Asia/Kolkata',
  })
const formats = { hi: format('hi'), en: format('en') }

/** A day as people say it, in Indian time. @example dayOf(new Date('2026-11-22T20:00:00Z')) // 23 नवंबर 2026 */
export const dayOf = (moment: Date): string => formats[getLocale()].format(moment)
