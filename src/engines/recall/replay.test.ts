import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replay, type Grade, type Turn } from './index.ts'

const DAY = 86_400_000
const start = new Date('2026-11-22T06:30:00Z')
const after = (days: number) => new Date(start.getTime() + days * DAY)
const turn = (nth: number, grade: Grade, days: number): Turn => ({
  id: `turn-${nth}`,
  grade,
  at: after(days),
})

const turns = fc.array(
  fc.record({
    id: fc.uuid(),
    grade: fc.constantFrom<Grade>(1, 2, 3, 4),
    at: fc.integer({ min: 0, max: 400 * 24 }).map((hours) => after(hours / 24)),
  }),
  { maxLength: 25 },
)

describe('replay', () => {
  it('gives the same state in whatever order the turns arrived, and however often', () => {
    const arrivals = turns.chain((made) =>
      fc.tuple(fc.constant(made), fc.shuffledSubarray([...made, ...made], { minLength: made.length * 2 })),
    )
    fc.assert(
      fc.property(arrivals, ([made, arrived]) => {
        expect(replay(arrived)).toEqual(replay(made))
      }),
    )
  })

  it('gives the same state when two phones send their halves one after the other', () => {
    fc.assert(
      fc.property(turns, fc.func(fc.boolean()), (made, isMine) => {
        const [mine, other] = [made.filter(({ id }) => isMine(id)), made.filter(({ id }) => !isMine(id))]
        expect(replay([...mine, ...other])).toEqual(replay([...other, ...mine]))
      }),
    )
  })

  it('is never due on the day of its last turn, and within a year', () => {
    fc.assert(
      fc.property(turns, (made) => {
        const memory = replay(made)
        if (!memory) {
          expect(made).toEqual([])
          return
        }
        expect(memory.days).toBeGreaterThanOrEqual(1)
        expect(memory.days).toBeLessThanOrEqual(365)
        expect(memory.dueAt.getTime() - memory.lastAt.getTime()).toBe(memory.days * DAY)
      }),
    )
  })

  it('knows nothing of a card that was never turned', () => {
    expect(replay([])).toBeUndefined()
  })

  it('waits longer each time a card is known, and comes back tomorrow when it was forgotten', () => {
    let made = [turn(0, 3, 0)]
    let waits = replay(made)!.days
    for (let nth = 1, day = waits; nth < 5; nth++, day += waits) {
      made = [...made, turn(nth, 3, day)]
      const longer = replay(made)!.days
      expect(longer).toBeGreaterThan(waits)
      waits = longer
    }
    expect(waits).toBeGreaterThan(21)
    const forgotten = replay([...made, turn(9, 1, 390)])!
    expect(forgotten.days).toBeLessThan(waits / 4)
  })
})
