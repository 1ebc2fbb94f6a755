import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS } from '../../../platform/release/gate.ts'
import { afterReceipt, afterTry, DELIVERY_STATES, MAX_ATTEMPTS, type ReceiptSaid } from './delivery.ts'
import { draftMessageSchema, MESSAGE_CHANNELS } from './message.ts'
import { quietUntil } from './quietHours.ts'
import { beginsAt, costOf, reachBy, type Group } from './reach.ts'
import { asksToStop, readReports } from './report.ts'
import { fill, fits, placesOf, valuesFault, valuesIn, valuesOf } from './template.ts'

const time = fc
  .integer({ min: 0, max: 1439 })
  .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)

it('the room’s channels are the gate’s', () => expect(MESSAGE_CHANNELS).toEqual(CHANNELS))

describe('a draft', () => {
  const faults = (said: object) => {
    const draft = { command: crypto.randomUUID(), placeId: crypto.randomUUID(), wing: '', audience: 'members', channels: ['in_app'], ...said } // prettier-ignore
    const issues = draftMessageSchema.safeParse(draft).error?.issues ?? []
    return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
  }
  const [hindi, english] = [
    { titleHi: 'रविवार को बैठक', wordsHi: 'बूथ पर बैठक है' },
    { titleEn: 'Meeting on Sunday', wordsEn: 'We meet at the booth' },
  ]

  it('is said in one language or in both, and what a language lacks is asked of that language', () => {
    expect(faults({ ...hindi, ...english })).toEqual({})
    expect(faults(english)).toEqual({})
    expect(faults({})).toEqual({ titleHi: 'outreach_title_needed' })
    // A title in "Hindi or English" is there already.
    expect(faults({ ...hindi, ...english, titleEn: ' ' })).toEqual({ titleEn: 'outreach_title_too' })
    expect(faults({ ...hindi, ...english, titleHi: '' })).toEqual({ titleHi: 'outreach_title_too' })
    expect(faults({ ...hindi, titleEn: english.titleEn })).toEqual({ wordsEn: 'outreach_words_needed' })
  })

  it('by SMS asks for the registered wording in the language in which it is said', () => {
    const channels = ['sms']
    expect(faults({ ...english, channels })).toEqual({ templateEn: 'outreach_template_needed' })
    expect(faults({ ...hindi, channels })).toEqual({ templateHi: 'outreach_template_needed' })
    expect(faults({ ...hindi, ...english, channels })).toEqual({ templateHi: 'outreach_template_needed' })
    expect(faults({ ...hindi, ...english, channels, templateEn: '11071' })).toEqual({})
  })
})

describe('quiet hours', () => {
  it.each([
    ['21:29 in India', '2026-11-22T15:59:00Z', '2026-11-23T03:30:00.000Z'],
    ['exactly nine in the evening', '2026-11-22T15:30:00Z', '2026-11-23T03:30:00.000Z'],
    ['just before', '2026-11-22T15:29:59Z', undefined],
    ['three in the morning', '2026-11-22T21:30:00Z', '2026-11-23T03:30:00.000Z'],
    ['exactly nine in the morning', '2026-11-23T03:30:00Z', undefined],
  ])('%s', (_, moment, until) => {
    expect(quietUntil(new Date(moment), { from: '21:00', until: '09:00' })?.toISOString()).toBe(until)
  })

  it('end within a day, and what is held until then is not held again', () => {
    fc.assert(
      fc.property(time, time, fc.integer({ min: 1.7e12, max: 1.9e12 }), (from, until, at) => {
        const end = quietUntil(new Date(at), { from, until })
        if (!end) return
        expect(end.getTime() - at).toBeGreaterThan(0)
        expect(end.getTime() - at).toBeLessThanOrEqual(86_400_000)
        expect(quietUntil(end, { from, until })).toBeUndefined()
      }),
    )
  })
})

describe('a registered wording', () => {
  const word = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,-]{0,14}$/u).filter((text) => !text.includes('{#')) // prettier-ignore
  it('filled with values that fit is itself, and with a changed word it is not', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 5 }), fc.array(word, { minLength: 4, maxLength: 4 }), (parts, words) => {
        const template = { text: `${parts.join(' {#var#} ')} end` }
        const values = valuesOf(words.join('\n')).slice(0, placesOf(template))
        fc.pre(valuesFault(template, values) === undefined)
        const text = fill(template, values)
        expect(fits(template, text)).toBe(true)
        const found = valuesIn(template, text)
        expect(valuesFault(template, found ?? [])).toBeUndefined()
        expect(fill(template, valuesOf(found!.join('\n')))).toBe(text)
        expect(valuesIn(template, `${text}!`)).toBeUndefined()
        expect(fits(template, `${text}!`)).toBe(false)
        expect(text).not.toContain('{#')
      }),
    ) // prettier-ignore
  })
  it('refuses too many, too few, too long', () => {
    const template = { text: 'On {#var#} at {#var#}' }
    expect(valuesFault(template, ['a'])).toBe('outreach_values_count')
    expect(valuesFault(template, ['a', 'b'.repeat(31)])).toBe('outreach_value_long')
    expect(valuesFault(template, ['a', '{#var#}'])).toBe('outreach_value_wrong')
    expect(valuesFault(template, ['a', 'b'])).toBeUndefined()
    expect(() => fill(template, [])).toThrow(RangeError)
  })
})

describe('a try', () => {
  it('that may have gone out is repeated only where repetitions are known by id', () => {
    const doubtful = { state: 'ambiguous', fault: 'timeout' } as const
    expect(afterTry(doubtful, 1, false)).toMatchObject({ state: 'unknown' })
    expect(afterTry(doubtful, 1, true)).toMatchObject({ state: 'waiting', pauseSeconds: 1 })
    expect(afterTry(doubtful, MAX_ATTEMPTS, true)).toMatchObject({ state: 'unknown' })
    expect(afterTry({ state: 'later', fault: '429', retryAfterSeconds: 90 }, 1, false)).toMatchObject({
      state: 'waiting',
      pauseSeconds: 90,
    })
    expect(afterTry({ state: 'later', fault: '' }, MAX_ATTEMPTS, false)).toMatchObject({ state: 'failed' })
  })

  it('reports in any order never take back that it was delivered', () => {
    const said = fc.constantFrom<ReceiptSaid>('delivered', 'failed', 'on_the_way')
    fc.assert(
      fc.property(fc.constantFrom(...DELIVERY_STATES), fc.array(said), (start, reports) => {
        let state = start
        let delivered = start === 'delivered'
        for (const one of reports) {
          state = afterReceipt(state, one) ?? state
          delivered ||= one === 'delivered' && start !== 'cancelled'
          expect(state === 'delivered').toBe(delivered)
        }
      }),
    )
  })
})

describe('the reach', () => {
  const group: fc.Arbitrary<Group> = fc.record({
    language: fc.constantFrom('hi', 'en'),
    placeLft: fc.integer({ min: 1, max: 50 }),
    wing: fc.integer({ min: 0, max: 3 }),
    hasPush: fc.boolean(),
    hasEmail: fc.boolean(),
    agreesPush: fc.boolean(),
    agreesSms: fc.boolean(),
    agreesEmail: fc.boolean(),
    isFirstOfPhone: fc.boolean(),
    people: fc.integer({ min: 1, max: 500 }),
  })
  it('counts everybody once, whatever the gate says, and prices exactly those who are written to', () => {
    fc.assert(
      fc.property(fc.array(group), fc.constantFrom(...MESSAGE_CHANNELS), (groups, channel) => {
        const judge = ({ placeLft }: { placeLft: number }) =>
          placeLft % 3 === 0
            ? { kind: 'hold' as const, until: new Date(placeLft * 1000), reason: 'r' }
            : placeLft % 3 === 1
              ? { kind: 'release' as const }
              : { kind: 'refuse' as const, reason: 'no' }
        const reach = reachBy(channel, groups, judge, (language) => ({ language, segments: 2, paise: 50 }))
        const sum = (all: readonly { people: number }[]) => all.reduce((n, { people }) => n + people, 0)
        const written = reach.now + sum(reach.held)
        const not = reach.noConsent + reach.noAddress + reach.samePhone + sum(reach.refused)
        expect(written + not).toBe(sum(groups))
        expect(costOf({ people: 0, channels: [reach] })).toBe(channel === 'sms' ? written * 50 : 0)
      }),
    )
  })
})

it('begins at its first hour where all of it is held, in whatever order, and now where anything goes now', () => {
  const by = (now: number, ...hours: readonly string[]) => ({
    ...{ channel: 'sms' as const, now, noConsent: 0, noAddress: 0, samePhone: 0, refused: [], price: [] },
    held: hours.map((hour) => ({ until: `2026-11-2${hour}:00:00.000Z`, reason: 'r', people: 2 })),
  })
  expect(beginsAt({ people: 9, channels: [by(0, '5T09', '3T09'), by(0, '4T09')] })).toBe('2026-11-23T09:00:00.000Z') // prettier-ignore
  expect(beginsAt({ people: 9, channels: [by(0, '3T09'), by(1)] })).toBeNull()
  expect(beginsAt({ people: 9, channels: [by(0)] })).toBeNull()
})

describe('the price', () => {
  it('is told by the language of the words: one line for all who get them, whatever they read', () => {
    const group = (language: 'hi' | 'en', people: number): Group => ({
      ...{ language, people, placeLft: 1, wing: 1, isFirstOfPhone: true },
      ...{ hasPush: false, hasEmail: false, agreesPush: false, agreesSms: true, agreesEmail: false },
    })
    const all = [group('hi', 3), group('en', 2)]
    const price = (only: boolean) =>
      reachBy(
        'sms',
        all,
        () => ({ kind: 'release' }),
        (reader) => ({
          language: only ? 'hi' : reader,
          segments: 1,
          paise: 25,
        }),
      ).price
    expect(price(true)).toEqual([{ language: 'hi', people: 5, segments: 1, paise: 125 }])
    expect(price(false).map(({ language, people }) => [language, people])).toEqual([
      ['hi', 3],
      ['en', 2],
    ])
  })
})

describe('what a gateway posts', () => {
  it('never breaks the reading, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.anything()), (body, lines) => {
        readReports(body)
        const read = readReports({ reports: lines, received: lines })!
        expect(read.reports.length + read.stops.length + read.unread).toBe(2 * lines.length)
      }),
    )
  })
  it('gives a fault that can be kept, also where a letter is cut', () => {
    const line = { reference: '0199a1b2-0000-7000-8000-000000000001', status: 'failed', code: `\0${'x'.repeat(38)}😀` }
    expect(readReports({ reports: [line] })!.reports[0]!.fault).toBe(`failed ${'x'.repeat(38)}\ufffd`)
  }) // prettier-ignore
  it.each([['STOP', true], [' Stop! ', true], ['बंद करो', true], ['stopwatch', false], ['please stop', false], ['', false]])(
    'asksToStop(%j) is %j', (text, stops) => expect(asksToStop(text)).toBe(stops),
  ) // prettier-ignore
})
