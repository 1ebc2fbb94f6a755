const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Kolkata',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The day it is in India, as the database and date fields write it. @example indianDay(new Date('2026-11-22T19:00:00Z')) // '2026-11-23' */
export const indianDay = (moment: Date): string => PARTS.format(moment)
