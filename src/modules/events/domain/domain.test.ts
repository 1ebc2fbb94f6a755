import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outwardAim } from '#engines/outwardaim/index.ts'
import { canBecome, daysFault, EVENT_STATES, stepFault } from './event.ts'
import {
  atIndianTime,
  conflictsIn,
  crowdedIn,
  gridOf,
  lostItsSpeakers,
  overlap,
  saveSessionSchema,
} from './programme.ts'
import {
  afterStep,
  holdsSeat,
  offersFor,
  offerUntil,
  REGISTRATION_STATES,
  seatFor,
  shortCode,
} from './seats.ts'
import { isListed, saveSpeakerSchema } from './speaker.ts'
import { apportion, EVENT_PLANS } from './templates.ts'

describe('an event', () => {
  it('goes from draft by open and closed to held, and never out of held or cancelled', () => {
    const ways = EVENT_STATES.flatMap((from) => EVENT_STATES.filter((to) => canBecome(from, to)).map((to) => `${from}→${to}`)) // prettier-ignore
    expect(ways).toEqual([
      'draft→open', 'draft→cancelled', 'open→closed', 'open→cancelled', 'closed→open', 'closed→held', 'closed→cancelled',
    ]) // prettier-ignore
  })

  it('is not opened when its days are over, and not held before they began', () => {
    const event = { state: 'closed', startsOn: '2026-12-05', endsOn: '2026-12-06' } as const
    expect(stepFault(event, 'held', '2026-12-04')).toBe('events_not_yet_held')
    expect(stepFault(event, 'held', '2026-12-05')).toBeUndefined()
    expect(stepFault(event, 'open', '2026-12-07')).toBe('events_over_already')
  })

  it('lasts two weeks at most and does not begin in the past', () => {
    expect(daysFault('2026-11-21', '2026-11-21', '2026-11-22')).toEqual({ startsOn: 'events_day_past' })
    expect(daysFault('2026-12-05', '2026-12-04', '2026-11-22')).toEqual({ endsOn: 'events_ends_early' })
    expect(daysFault('2026-12-05', '2026-12-19', '2026-11-22')).toEqual({ endsOn: 'events_ends_late' })
    expect(daysFault('2026-12-05', '2026-12-18', '2026-11-22')).toEqual({})
  })
})

describe('seats shared out', () => {
  it('are exactly all of them, whole, and at least one for whoever has any weight while there are enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 60 }),
        (seats, weights) => {
          const shares = apportion(seats, weights)
          const weighty = weights.filter((weight) => weight > 0).length
          expect(shares.every((share) => Number.isInteger(share) && share >= 0)).toBe(true)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(weighty === 0 ? 0 : seats)
          weights.forEach((weight, index) => {
            if (weight === 0) expect(shares[index]).toBe(0)
            else if (seats >= weighty) expect(shares[index]!).toBeGreaterThanOrEqual(1)
          })
        },
      ),
    )
  })

  it('of more weight are never fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 41 }), (seats, weights) => {
        const shares = apportion(seats, weights)
        for (const [one, weight] of weights.entries())
          for (const [other, lesser] of weights.entries())
            if (weight > lesser) expect(shares[one]! + 1).toBeGreaterThanOrEqual(shares[other]!)
      }),
    )
  }) // prettier-ignore
})

describe('a line', () => {
  it('gives a newcomer a seat only while one is free and nobody waits', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), fc.nat(20), (seats, taken, waiting) => {
        const quota = { id: '', seats, taken, waiting }
        expect(seatFor(quota) === 'registered').toBe(taken < seats && waiting === 0)
        const offers = offersFor(quota)
        expect(offers).toBeLessThanOrEqual(waiting)
        expect(taken + offers).toBeLessThanOrEqual(Math.max(seats, taken))
      }),
    )
  })

  it('offers for some hours but never into the event, for an hour between its sessions, and not once the last has begun', () => {
    const session = (day: string, from: string, until: string) => ({
      startsAt: atIndianTime(day, from),
      endsAt: atIndianTime(day, until),
    })
    const sessions = [
      session('2026-11-23', '10:00', '11:00'),
      session('2026-11-23', '16:00', '17:00'),
      session('2026-11-24', '10:00', '10:30'),
    ]
    const until = (day: string, time: string, hours = 48) =>
      offerUntil(atIndianTime(day, time), hours, sessions)
    expect(until('2026-11-22', '12:00')).toEqual(atIndianTime('2026-11-23', '10:00'))
    expect(until('2026-11-22', '12:00', 2)).toEqual(atIndianTime('2026-11-22', '14:00'))
    // In the night before, an offer stands until the morning; just before it begins, an hour.
    expect(until('2026-11-23', '00:10')).toEqual(atIndianTime('2026-11-23', '10:00'))
    expect(until('2026-11-23', '09:50')).toEqual(atIndianTime('2026-11-23', '10:50'))
    expect(until('2026-11-23', '12:00')).toEqual(atIndianTime('2026-11-23', '13:00'))
    expect(until('2026-11-23', '18:00')).toEqual(atIndianTime('2026-11-24', '10:00'))
    // Never past the end, and never once the last session has begun.
    expect(until('2026-11-24', '09:45')).toEqual(atIndianTime('2026-11-24', '10:30'))
    expect(until('2026-11-24', '10:00')).toBeUndefined()
  })

  it('never makes a seat out of nothing: only an accepted offer and a kept seat end registered', () => {
    const steps = ['accept', 'withdraw', 'keep', 'giveWay', 'lapse'] as const
    for (const state of REGISTRATION_STATES)
      for (const step of steps) {
        const after = afterStep(state, step)
        if (after && holdsSeat(after)) expect([state, holdsSeat(state)]).toEqual([state, true])
      }
    expect(afterStep('waiting', 'accept')).toBeUndefined()
    expect(afterStep('withdrawn', 'withdraw')).toBeUndefined()
  })

  it('names a pass by six letters and digits that nobody mistakes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
        expect(shortCode(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
      }),
    )
  })
})

describe('a programme', () => {
  const at = (hour: number, minute = 0) =>
    atIndianTime('2026-12-05', `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
  const session = (id: string, hallId: string, from: number, until: number, speakerIds: string[] = [], state: 'planned' | 'cancelled' = 'planned') =>
    ({ id, hallId, startsAt: at(from), endsAt: at(until), speakerIds, state }) // prettier-ignore

  it('counts India’s time as five and a half hours ahead of UTC', () => {
    expect(at(10)).toEqual(new Date('2026-12-05T04:30:00Z'))
  })

  it('shows who or what is at two places at once, and not where one ends as another begins', () => {
    const found = conflictsIn([
      session('a', 'hall', 10, 12, ['guest']),
      session('b', 'hall', 11, 13),
      session('c', 'other', 11, 12, ['guest']),
      session('d', 'hall', 13, 14, ['guest']),
      session('e', 'hall', 11, 12, ['guest'], 'cancelled'),
    ])
    expect(found).toEqual([
      { kind: 'hall', about: 'hall', one: 'a', other: 'b' },
      { kind: 'speaker', about: 'guest', one: 'a', other: 'c' },
    ])
  })

  it('shows what gives more seats than its hall holds, also when the hall shrank after people had chosen', () => {
    const halls = [{ id: 'hall', capacity: 40 }]
    const seated = (id: string, seats: number | null, taken = 0, state: 'planned' | 'cancelled' = 'planned') => ({ id, hallId: 'hall', state, seats, taken }) // prettier-ignore
    const all = [seated('fits', 40), seated('free', null), seated('big', 41), seated('full', null, 50), seated('off', 90, 0, 'cancelled')] // prettier-ignore
    expect(crowdedIn(all, halls).map(({ one }) => one)).toEqual(['big', 'full'])
    for (const plan of Object.values(EVENT_PLANS))
      expect(plan.sessions.every(({ hall, seats }) => (seats ?? 0) <= plan.halls[hall]!.capacity)).toBe(true)
  })

  it('has a conflict for exactly each pair that overlaps in one hall', () => {
    const hour = fc.integer({ min: 0, max: 22 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('x', 'y'), hour, fc.integer({ min: 1, max: 4 })), { maxLength: 12 }), (given) => {
        const all = given.map(([hall, from, long], nth) => session(String(nth), hall, from, Math.min(23, from + long)))
        const pairs = all.flatMap((one, index) => all.slice(index + 1).filter((other) => one.hallId === other.hallId && overlap(one, other)))
        expect(conflictsIn(all)).toHaveLength(pairs.length)
      }),
    )
  }) // prettier-ignore

  it('stands in a grid by day and hour, each session once', () => {
    const [first, ...others] = gridOf([session('a', 'x', 10, 11), session('b', 'y', 10, 12), session('c', 'x', 12, 13)]) // prettier-ignore
    expect(others).toEqual([])
    expect(first!.rows.map(({ from, cells }) => [from, [...cells.keys()]])).toEqual([['10:00', ['x', 'y']], ['12:00', ['x']]]) // prettier-ignore
  })

  it('of each template has no conflict of its own, and halls for all its sessions', () => {
    for (const plan of Object.values(EVENT_PLANS)) {
      const planned = plan.sessions.map(({ day, hall, from, until }, nth) => ({
        id: String(nth),
        hallId: String(hall),
        startsAt: atIndianTime(`2026-12-0${day + 5}`, from),
        endsAt: atIndianTime(`2026-12-0${day + 5}`, until),
        speakerIds: [],
        state: 'planned' as const,
      }))
      expect(conflictsIn(planned)).toEqual([])
      for (const { hall, day, seats, titleHi, titleEn } of plan.sessions) {
        expect([outwardAim(titleHi), outwardAim(titleEn)]).toEqual([undefined, undefined])
        expect(day).toBeLessThan(plan.days)
        expect(plan.halls[hall]!.capacity).toBeGreaterThanOrEqual(seats ?? 0)
      }
    }
  })
})

describe('what is typed', () => {
  const id = '0192f000-0000-7000-8000-000000000000'
  it('makes no speaker listed without saying when and how she agreed', () => {
    const said = { command: id, eventId: id, nameHi: 'अतिथि', nameEn: '', platform: 'youtube', bioHi: '', bioEn: '' }
    const faults = (more: object) =>
      saveSpeakerSchema.safeParse({ ...said, ...more }).error?.issues.map(({ message }) => message)
    expect(faults({ agreedOn: '2026-11-20', agreedHow: '' })).toEqual(['events_agreed_how_needed'])
    expect(faults({ agreedOn: '', agreedHow: 'ईमेल से' })).toEqual(['events_agreed_on_needed'])
    expect(faults({ agreedOn: '', agreedHow: '' })).toBeUndefined()
    // All at once, beside what is wrong in a field by itself.
    expect(faults({ nameHi: '', platform: 'pigeon', agreedOn: '2026-11-20' })).toEqual(['events_platform_needed', 'events_speaker_name_needed', 'events_agreed_how_needed'])
    expect(saveSpeakerSchema.safeParse({}).success).toBe(false)
    expect(isListed({ agreedOn: null, withdrawnAt: null })).toBe(false)
    expect(isListed({ agreedOn: '2026-11-20', withdrawnAt: new Date() })).toBe(false)
    expect(isListed({ agreedOn: '2026-11-20', withdrawnAt: null })).toBe(true)
  }) // prettier-ignore

  it('aims at nobody’s posts or accounts: rule 2 holds for what an event asks as well', () => {
    const said = { command: id, eventId: id, hallId: id, day: '2026-12-05', from: '10:00', until: '11:00' }
    const faults = (words: string) =>
      saveSessionSchema
        .safeParse({ ...said, titleHi: 'सत्र एक', wordsHi: words })
        .error?.issues.map(({ message }) => message)
    expect(faults('सब मिलकर @somebody की पोस्ट पर कमेंट करें')).toHaveLength(1)
    expect(faults('अपनी कॉपी साथ लाएँ')).toBeUndefined()
  })

  it('of a session ends after it begins, and has a name in one language', () => {
    const said = { command: id, eventId: id, hallId: id, day: '2026-12-05', from: '10:00', until: '10:00' }
    const faults = saveSessionSchema.safeParse(said).error!.issues.map(({ message }) => message)
    expect(faults.sort()).toEqual(['events_session_title_needed', 'events_until_early'])
  })
})

describe('a session whose speakers withdrew', () => {
  it('is marked once nobody is left to speak in it, and never where nobody was named or it is cancelled', () => {
    const speakers = [
      { id: 'stays', withdrawnAt: null },
      { id: 'gone', withdrawnAt: new Date() },
    ]
    const lost = (speakerIds: readonly string[], state: 'planned' | 'cancelled' = 'planned') =>
      lostItsSpeakers({ state, speakerIds }, speakers)
    expect([lost(['gone']), lost(['gone', 'stays']), lost([]), lost(['gone'], 'cancelled')]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})
