import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTIVE_DAYS, afterActivity, isRecent } from './activity.ts'
import { after, PERSON_STATES } from './ladder.ts'

const dayFrom = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10)

describe('an activity', () => {
  it('keeps its person active for thirty days, its own day counted, over every month and leap day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 18_000, max: 30_000 }),
        fc.integer({ min: -40, max: 80 }),
        (day, later) => {
          expect(isRecent(dayFrom(day), dayFrom(day + later))).toBe(later >= 0 && later < ACTIVE_DAYS)
        },
      ),
    )
  })

  it('makes active whom the ladder lets become active, and nobody else', () => {
    for (const state of PERSON_STATES)
      expect(afterActivity(state, '2026-11-20', '2026-11-22')).toBe(after(state, 'activitySeen', true))
  })

  it('long ago leaves the standing as it is', () => {
    expect(afterActivity('vouched', '2026-09-01', '2026-11-22')).toBe('vouched')
    expect(afterActivity('lapsed', '2026-09-01', '2026-11-22')).toBe('lapsed')
    expect(afterActivity('active', '2026-09-01', '2026-11-22')).toBe('active')
  })
})
