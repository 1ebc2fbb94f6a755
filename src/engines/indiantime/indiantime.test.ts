import fc from 'fast-check'
import { expect, it } from 'vitest'
import { indianDay, indianMoment, indianTime } from './index.ts'

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
