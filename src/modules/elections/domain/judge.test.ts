import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certifiedAs, heldReason, judgeAt } from './judge.ts'
import { DAY_MS, HOUR_MS, indianMoment } from './moments.ts'
import { closesAt, hoursOf, opensAt, piecesOf, type Hours, type PollingArea } from './polls.ts'
import type { Rule } from './rule.ts'
import { isOpen, windowsOf } from './windows.ts'

const USUAL: Hours = { pollOn: '2026-12-01', opens: '07:00', closes: '18:00' }
const rule = (changes: Partial<Rule> = {}): Rule => ({
  key: 'silence',
  version: 1,
  effect: 'hold',
  ways: ['in_app', 'push', 'sms', 'email'],
  matter: 'any',
  extent: 'polling_area',
  kinds: ['assembly'],
  fromAnchor: 'poll_closes',
  fromMinutes: -2880,
  untilAnchor: 'poll_closes',
  untilMinutes: 0,
  nameHi: 'शांति',
  nameEn: 'Silence',
  textHi: '',
  textEn: '',
  law: '',
  source: '',
  sourceUrl: null,
  readOn: '2026-11-26',
  confirmedBy: null,
  confirmedOn: null,
  isOn: true,
  ...changes,
})

/** A day within some weeks, so that phases meet each other's windows. */
const day = fc.integer({ min: 0, max: 20 }).map((n) => new Date(Date.UTC(2026, 10, 20 + n)).toISOString().slice(0, 10)) // prettier-ignore
const time = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`) // prettier-ignore
const hours: fc.Arbitrary<Hours> = fc.record({ pollOn: day, opens: time(300, 600), closes: time(700, 1439) })

/** A tree of three levels as nested intervals: constituencies of ten numbers, in each four booths. */
const CONSTITUENCIES = Array.from({ length: 6 }, (_, n) => ({ lft: 10 * n + 1, rgt: 10 * n + 10 }))
const BOOTHS = CONSTITUENCIES.flatMap(({ lft }) =>
  [0, 1, 2, 3].map((n) => ({ lft: lft + 1 + 2 * n, rgt: lft + 2 + 2 * n })),
)
const area = fc
  .tuple(fc.constantFrom(...CONSTITUENCIES, ...BOOTHS), fc.option(hours))
  .map(([{ lft, rgt }, own]): PollingArea => ({
    placeId: `${lft}-${rgt}`,
    placeLft: lft,
    placeRgt: rgt,
    pollOn: own?.pollOn ?? null,
    opens: own?.opens ?? null,
    closes: own?.closes ?? null,
  }))
const areas = fc.array(area, { maxLength: 12 })
const phase = fc.record({ usual: hours, areas })
type Phased = { readonly usual: Hours; readonly areas: readonly PollingArea[] }

/** Said once more and plainly: of all rows that hold a number the narrowest, of equal ones the latest close, then the earliest opening. */
function plainHours({ usual, areas }: Phased, lft: number): Hours | undefined {
  return areas
    .filter((one) => one.placeLft <= lft && lft <= one.placeRgt)
    .map((one) => ({ width: one.placeRgt - one.placeLft, hours: hoursOf(one, usual) }))
    .toSorted((one, other) => one.width - other.width || closesAt(other.hours).getTime() - closesAt(one.hours).getTime() || opensAt(one.hours).getTime() - opensAt(other.hours).getTime())[0]
    ?.hours
} // prettier-ignore
const numbersOfTree = Array.from({ length: 64 }, (_, n) => n)

/** The judgement as the gate makes it of these phases of one election. */
function judge(phases: readonly Phased[], now: Date, rules: readonly Rule[] = [rule()]) {
  const pieces = new Map(phases.map((one, n) => [String(n), piecesOf(one.areas, one.usual)]))
  const windows = windowsOf(
    {
      id: 'election',
      announcedAt: indianMoment('2026-11-01', '17:00'),
      completedOn: null,
      kind: 'assembly' as const,
      firstElsewhereAt: null,
      lastElsewhereAt: null,
      phases: phases.map((_, n) => ({
        id: String(n),
        hours: [
          ...new Map(
            pieces.get(String(n))!.map((piece) => [JSON.stringify(piece.hours), piece.hours]),
          ).values(),
        ],
      })),
    },
    rules,
  )
  return judgeAt(now, windows, pieces, new Set())
}

describe('hours of poll, place by place', () => {
  it('of nested places the inner one’s hold, and pieces never overlap', () => {
    fc.assert(
      fc.property(phase, (one) => {
        const pieces = piecesOf(one.areas, one.usual)
        for (const [n, piece] of pieces.entries()) {
          expect(piece.lft).toBeLessThanOrEqual(piece.rgt)
          if (n > 0) expect(piece.lft).toBeGreaterThan(pieces[n - 1]!.rgt)
        }
        for (const lft of numbersOfTree) {
          const piece = pieces.find((each) => each.lft <= lft && lft <= each.rgt)
          expect(piece?.hours).toEqual(plainHours(one, lft))
        }
      }),
    )
  })

  it('of two rows for one place the later close holds, then the earlier opening, in whichever order they come', () => {
    const row = (opens: string, closes: string): PollingArea => ({
      placeId: 'seat',
      placeLft: 1,
      placeRgt: 10,
      pollOn: null,
      opens,
      closes,
    })
    const rows = [row('08:00', '17:00'), row('07:00', '17:00'), row('06:00', '16:00')]
    for (const order of [rows, rows.toReversed()])
      expect(piecesOf(order, USUAL)).toMatchObject([
        { lft: 1, rgt: 10, hours: { opens: '07:00', closes: '17:00' } },
      ])
  })

  it('a booth that closes earlier, inside its constituency', () => {
    const rows = [
      { placeId: 'seat', placeLft: 1, placeRgt: 10, pollOn: null, opens: null, closes: null },
      { placeId: 'booth', placeLft: 4, placeRgt: 5, pollOn: null, opens: '07:00', closes: '15:00' },
    ]
    expect(
      piecesOf(rows, USUAL).map(({ lft, rgt, hours: { closes } }) => [lft, rgt, closes]),
    ).toEqual([[1, 3, '18:00'], [4, 5, '15:00'], [6, 10, '18:00']]) // prettier-ignore
  })
})

describe('the silence of 48 hours', () => {
  it('holds a place exactly while one of its phases is within 48 hours of its own close, until the latest of them', () => {
    fc.assert(
      fc.property(
        fc.array(phase, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 26 * 24 * 60 }),
        fc.constantFrom(...numbersOfTree),
        (phases, minute, lft) => {
          const now = new Date(Date.UTC(2026, 10, 17) + minute * 60_000)
          const closes = phases.flatMap((one) => {
            const at = plainHours(one, lft)
            return at ? [closesAt(at).getTime()] : []
          })
          const holding = closes.filter(
            (close) => close - 48 * HOUR_MS <= now.getTime() && now.getTime() < close,
          )
          const said = judge(phases, now)({ channel: 'sms', placeLft: lft })
          expect(said).toEqual(
            holding.length === 0
              ? { kind: 'release' }
              : { kind: 'hold', until: new Date(Math.max(...holding)), reason: 'elections_held_silence' },
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  it('begins and ends at the Indian minute, whatever the clock of the server', () => {
    const one = { usual: USUAL, areas: [{ placeId: 'a', placeLft: 1, placeRgt: 10, pollOn: null, opens: null, closes: null }] } // prettier-ignore
    const at = (moment: string) => judge([one], new Date(moment))({ channel: 'in_app', placeLft: 5 }).kind
    // 18:00 in India is 12:30 in UTC.
    expect(at('2026-11-29T12:29:59.999Z')).toBe('release')
    expect(at('2026-11-29T12:30:00Z')).toBe('hold')
    expect(at('2026-12-01T12:29:59.999Z')).toBe('hold')
    expect(at('2026-12-01T12:30:00Z')).toBe('release')
    expect(judge([one], new Date('2026-12-01T00:00:00Z'))({ channel: 'in_app', placeLft: 11 }).kind).toBe('release') // prettier-ignore
  })

  it('what reaches a whole place is held by any part of it, as long as the longest', () => {
    fc.assert(
      fc.property(
        fc.array(phase, { maxLength: 3 }),
        fc.constantFrom(...CONSTITUENCIES, { lft: 0, rgt: 61 }),
        fc.integer({ min: 0, max: 26 * 24 }),
        (phases, { lft, rgt }, hour) => {
          const now = new Date(Date.UTC(2026, 10, 17) + hour * HOUR_MS)
          const asked = judge(phases, now)
          const parts = numbersOfTree
            .filter((one) => lft <= one && one <= rgt)
            .map((one) => asked({ channel: 'official', placeLft: one }))
          const whole = asked({ channel: 'official', placeLft: lft, placeRgt: rgt })
          // Official posts are none of this rule's ways: nothing holds them here.
          expect([...parts, whole].every(({ kind }) => kind === 'release')).toBe(true)
          const sms = numbersOfTree
            .filter((one) => lft <= one && one <= rgt)
            .map((one) => asked({ channel: 'sms', placeLft: one }))
          const latest = Math.max(0, ...sms.map((said) => (said.kind === 'hold' ? said.until.getTime() : 0)))
          const all = asked({ channel: 'sms', placeLft: lft, placeRgt: rgt })
          expect(all.kind === 'hold' ? all.until.getTime() > now.getTime() : latest === 0).toBe(true)
          if (all.kind === 'hold') expect(all.until.getTime()).toBe(latest)
        },
      ),
    )
  })
})

describe('windows of a whole election', () => {
  const phases = [
    { id: 'one', hours: [USUAL] },
    { id: 'two', hours: [{ pollOn: '2026-12-05', opens: '08:00', closes: '17:00' }] },
  ]
  const election = {
    id: 'e',
    announcedAt: indianMoment('2026-11-01', '17:00'),
    completedOn: null,
    kind: 'assembly' as const,
    firstElsewhereAt: null,
    lastElsewhereAt: null,
    phases,
  }

  it('no exit polls from the first hour of the first day until half an hour after the last close, of other states too', () => {
    const exits = rule({
      key: 'exit_polls',
      matter: 'poll_result',
      extent: 'everywhere',
      fromAnchor: 'first_poll_opens',
      fromMinutes: 0,
      untilAnchor: 'last_poll_closes',
      untilMinutes: 30,
    })
    const of = (changes: Partial<typeof election> | { firstElsewhereAt?: Date; lastElsewhereAt: Date }) =>
      windowsOf({ ...election, ...changes }, [exits]).map(({ from, until }) => [from.toISOString(), until?.toISOString()]) // prettier-ignore
    expect(of({})).toEqual([['2026-12-01T01:30:00.000Z', '2026-12-05T12:00:00.000Z']])
    const later = indianMoment('2026-12-08', '18:00')
    expect(of({ lastElsewhereAt: later })).toEqual([['2026-12-01T01:30:00.000Z', '2026-12-08T13:00:00.000Z']]) // prettier-ignore
    const sooner = indianMoment('2026-11-28', '07:00')
    expect(of({ firstElsewhereAt: sooner, lastElsewhereAt: later })).toEqual([['2026-11-28T01:30:00.000Z', '2026-12-08T13:00:00.000Z']]) // prettier-ignore
    expect(of({ phases: [] })).toEqual([])
    expect(windowsOf({ ...election, kind: 'parliament' }, [exits])).toEqual([])
    // It concerns only what tells of polls, and that everywhere.
    const windows = windowsOf(election, [exits])
    const asked = judgeAt(new Date('2026-12-03T00:00:00Z'), windows, new Map(), new Set())
    expect(asked({ channel: 'sms', placeLft: 999 }).kind).toBe('release')
    expect(asked({ channel: 'sms', placeLft: 999, tellsPollResult: true })).toMatchObject({
      kind: 'hold',
      reason: heldReason(exits),
    })
  })

  it('print needs its certificate on the day of poll and the day before, and only the certified bytes go', () => {
    const print = rule({
      key: 'certificate_print',
      effect: 'certify',
      ways: ['advertisement_print'],
      extent: 'everywhere',
      fromAnchor: 'poll_day_begins',
      fromMinutes: -1440,
      untilAnchor: 'poll_day_ends',
      untilMinutes: 0,
    })
    const windows = windowsOf(election, [print])
    // Places of a phase with other hours on the same day are no window of their own: it holds everywhere.
    const early = { ...USUAL, closes: '15:00' }
    expect(windowsOf({ ...election, phases: [{ id: 'one', hours: [USUAL, early] }] }, [print])).toHaveLength(
      1,
    )
    const ask = (moment: string, material?: string) =>
      judgeAt(new Date(moment), windows, new Map(), new Set([certifiedAs('e', 'aa'), certifiedAs('another', 'ab')]))({ channel: 'advertisement_print', placeLft: 1, ...(material && { material }) }).kind // prettier-ignore
    // 30 November, 00:00 in India, is 29 November, 18:30 in UTC; the day of poll ends on 1 December, 18:30.
    expect(['2026-11-29T18:29:59Z', '2026-11-29T18:30:00Z', '2026-12-01T18:29:59Z', '2026-12-01T18:30:00Z', '2026-12-03T18:30:00Z'].map((at) => ask(at))).toEqual([
      'release', 'refuse', 'refuse', 'release', 'refuse',
    ]) // prettier-ignore
    expect(ask('2026-12-01T00:00:00Z', 'aa')).toBe('release')
    expect(ask('2026-12-01T00:00:00Z', 'ab')).toBe('refuse')
  })

  it('the Model Code holds from the announcement until the end of the day of completion, which may be unknown', () => {
    const code = rule({
      key: 'model_code',
      effect: 'tell',
      extent: 'everywhere',
      fromAnchor: 'announcement',
      fromMinutes: 0,
      untilAnchor: 'completion',
      untilMinutes: 0,
    })
    const [open] = windowsOf(election, [code])
    expect(open).toMatchObject({ until: null })
    expect(isOpen(open!, indianMoment('2027-06-01', '00:00'))).toBe(true)
    const [ended] = windowsOf({ ...election, completedOn: '2026-12-10' }, [code])
    expect(ended!.until).toEqual(new Date(indianMoment('2026-12-10', '00:00').getTime() + DAY_MS))
    expect(windowsOf(election, [rule({ isOn: false })])).toEqual([])
  })
})
