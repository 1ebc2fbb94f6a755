import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, DAY_MS, indianDay, indianMoment, indianTime, isMissed } from './index.ts'

it('a moment’s day and hour in India lead back to the moment, to the minute', () => {
  const minute = fc.integer({ min: 0, max: 4_102_444_740 / 60 }).map((minutes) => new Date(minutes * 60_000))
  fc.assert(
    fc.property(minute, (moment) => {
      expect(indianMoment(indianDay(moment), indianTime(moment))).toEqual(moment)
      expect(indianMoment(indianDay(moment)) <= moment).toBe(true)
    }),
  )
  expect(indianDay(new Date('2026-11-22T18:29:59Z'))).toBe('2026-11-22')
  expect(indianDay(new Date('2026-11-22T18:30:00Z'))).toBe('2026-11-23')
})

it('days are added over months, years and leap days, and taken away again', () => {
  const day = fc.integer({ min: 0, max: 60_000 }).map((number) => indianDay(new Date(number * DAY_MS)))
  fc.assert(
    fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (from, days) => {
      expect(addDays(addDays(from, days), -days)).toBe(from)
      expect(indianMoment(addDays(from, days)).getTime() - indianMoment(from).getTime()).toBe(days * DAY_MS)
    }),
  )
  expect([addDays('2026-11-30', 1), addDays('2028-03-01', -1)]).toEqual(['2026-12-01', '2028-02-29'])
})

it('an hour was missed when it passed longer ago than a form lies open', () => {
  const at = (time: string) => indianMoment('2026-12-01', time)
  expect(['09:00', '17:49', '17:50', '18:00', '23:00'].map((set) => isMissed(at(set), at('18:00')))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
