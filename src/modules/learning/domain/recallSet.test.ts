import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ahead,
  dueFrom,
  isReopened,
  MOST_FRESH,
  progressOf,
  SET_SIZE,
  setOf,
  type OwnCard,
} from './recallSet.ts'

const DAY = 86_400_000
const from = new Date('2026-11-21T18:30:00Z')
const today = { from, until: new Date(from.getTime() + DAY) }
const at = (days: number) => new Date(from.getTime() + days * DAY)
const turned = (last: number, days: number, turns = 3) => ({
  lastAt: at(last),
  dueAt: at(last + days),
  days,
  turns,
})
const card = (id: string, rest: Partial<OwnCard> = {}): OwnCard => ({
  id,
  learntAt: at(-9),
  reopenedAt: null,
  memory: undefined,
  ...rest,
})

const cards = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    learntAt: fc.integer({ min: -60, max: 0 }).map(at),
    reopenedAt: fc.option(fc.integer({ min: -30, max: 0 }).map(at)),
    memory: fc.option(
      fc.tuple(fc.integer({ min: -40, max: 0 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 })).map(([last, days, turns]) => turned(last, days, turns)), // prettier-ignore
      { nil: undefined },
    ),
  }),
  { selector: ({ id }) => id, maxLength: 80 },
)

describe('the day’s set', () => {
  it('never holds more than three minutes, nor what is not due, nor what was turned today', () => {
    fc.assert(
      fc.property(cards, (own) => {
        const set = setOf(own, today)
        const doneToday = own.filter(({ memory }) => memory && memory.lastAt >= from).length
        expect(set.length + Math.min(doneToday, SET_SIZE)).toBeLessThanOrEqual(SET_SIZE)
        expect(set.filter(({ memory }) => !memory).length).toBeLessThanOrEqual(MOST_FRESH)
        for (const one of set) expect(dueFrom(one) < today.until).toBe(true)
        expect(ahead(own, today).slice(0, set.length)).toEqual(set)
      }),
    )
  })

  it('begins with what has changed, then what waits longest, then a few that are new', () => {
    const own = [
      card('new'),
      card('waits', { memory: turned(-10, 3) }),
      card('waits longer', { memory: turned(-20, 3) }),
      card('changed', { memory: turned(-5, 40), reopenedAt: at(-1) }),
      card('rests', { memory: turned(-5, 40) }),
    ]
    expect(setOf(own, today).map(({ id }) => id)).toEqual(['changed', 'waits longer', 'waits', 'new'])
  })

  it('asks new cards of one lesson in the lesson’s order, whatever their ids are', () => {
    const own = [card('z'), card('a'), card('m')]
    for (const set of [setOf(own, today), ahead(own, today)])
      expect(set.map(({ id }) => id)).toEqual(['z', 'a', 'm'])
  })

  it('a card that was turned after its fact changed is not reopened any more', () => {
    const own = card('x', { memory: turned(-1, 30), reopenedAt: at(-2) })
    expect(isReopened(own)).toBe(false)
    expect(dueFrom(own)).toEqual(at(29))
  })
})

it('progress counts each card once, and what has changed as not known any more', () => {
  fc.assert(
    fc.property(cards, (own) => {
      const { all, known, learning, fresh } = progressOf(own)
      expect(known + learning + fresh).toBe(all)
    }),
  )
  const well = card('well', { memory: turned(-3, 30) })
  expect(progressOf([well, { ...well, id: 'changed', reopenedAt: at(-1) }])).toEqual({
    all: 2,
    known: 1,
    learning: 1,
    fresh: 0,
  })
})
