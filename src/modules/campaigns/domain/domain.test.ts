import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOfTarget, faultOfWords, faultsOf } from './aims.ts'
import { campaignState, OWN_PAGES, saveCampaignSchema } from './campaign.ts'
import { inOrder, meets, onDay, plusDays, spanOf, type Entry } from './calendar.ts'
import {
  kitStanding,
  looksFactual,
  momentsOf,
  readCaptions,
  releaseKitSchema,
  saveKitSchema,
  typedCaptions,
  type Kit,
} from './kit.ts'
import { reachOf } from './reach.ts'
import { readSource } from './source.ts'

const NOW = new Date('2026-11-22T06:30:00Z')
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000)

it('a caption is what it shows: nothing turns its direction or hides in it', () => {
  const id = '01900000-0000-7000-8000-000000000000'
  const said = { command: id, campaignId: id, pieceId: id, promptHi: 'यह क्यों?', promptEn: 'Why?' }
  const { captionsHi } = saveKitSchema.parse({ ...said, captionsHi: 'मेरे\u0000 \u202eबूथ\u200b की\n\u200b\u200b' })
  expect(captionsHi.map(({ words }) => words)).toEqual(['मेरे बूथ की'])
}) // prettier-ignore

describe('a brief', () => {
  const said = {
    command: '01900000-0000-7000-8000-000000000000',
    kind: 'answer',
    nameHi: 'जवाब',
    nameEn: 'Answer',
    aimHi: 'सच क्या है',
    aimEn: 'What is true',
    placeId: '01900000-0000-7000-8000-000000000001',
    wings: ['2', '1', '2'],
    languages: ['en', 'hi'],
    startsOn: '2026-11-20',
    endsOn: '2026-11-21',
    target: '',
    sources: 'https://example.gov.in/order 2026-11-01',
  }
  it('is read with wings and languages in order, each once, and leads to the story’s own page where nothing else is said', () => {
    expect(saveCampaignSchema.parse(said)).toMatchObject({
      wings: [1, 2],
      languages: ['hi', 'en'],
      target: '/piece',
      sources: [{ address: 'https://example.gov.in/order', readOn: '2026-11-01' }],
    })
  })
  it('that answers needs a source', () => {
    const read = saveCampaignSchema.safeParse({ ...said, sources: '' })
    expect(read.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ['sources', 'campaigns_answer_needs_sources'],
    ])
  })
  it('ends when it begins or later, leads to a page, and asks in some language', () => {
    for (const [field, value] of Object.entries({ endsOn: '2026-11-19', target: 'javascript:alert(1)', languages: [], sources: 'one' }))
      expect(saveCampaignSchema.safeParse({ ...said, [field]: value }).error?.issues[0]?.path[0]).toBe(field)
  }) // prettier-ignore
  it('tells at once what is wrong in each field and between them; a form of garbage is told, too', () => {
    const wrong = { ...said, nameHi: '', endsOn: '2026-11-19', sources: '' }
    const fields = saveCampaignSchema.safeParse(wrong).error?.issues.map(({ path }) => path[0])
    expect(fields?.sort()).toEqual(['endsOn', 'nameHi', 'sources'])
    for (const garbage of [{}, { kind: 'answer', sources: 7, startsOn: [], endsOn: {} }])
      expect(saveCampaignSchema.safeParse(garbage).success).toBe(false)
  })
  it('knows where it stands among its days, both counted', () => {
    const state = (today: string) => campaignState({ startsOn: '2026-11-20', endsOn: '2026-11-21' }, today)
    expect(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map(state)).toEqual([
      'ahead',
      'under_way',
      'under_way',
      'over',
    ])
  })
})

describe('what a campaign may not say', () => {
  it('is told field by field, collecting before aiming', () => {
    expect(
      faultsOf({ aimHi: 'योजना के लिए इस लिंक पर नाम लिखवाएँ', nameHi: 'एकता', nameEn: 'Comment at @somebody' }),
    ).toEqual({ aimHi: 'campaigns_collects_register', nameEn: 'campaigns_aims_at_account' })
    expect(faultOfWords('Our village first')).toBeUndefined()
  })
  it('is told of links too; the page to join is none', () => {
    expect(faultOfTarget('/join', OWN_PAGES)).toBeUndefined()
    expect(faultOfTarget('https://example.org/ideas', OWN_PAGES)).toBeUndefined()
    expect(faultOfTarget('https://forms.gle/x', OWN_PAGES)).toBe('campaigns_collects_form')
    expect(faultOfTarget('https://facebook.com/x', OWN_PAGES)).toBe('campaigns_aims_at_post')
  })
})

describe('a kit', () => {
  const kit = (changes: Partial<Kit>) => ({ state: 'let_go', releaseAt: hours(1), expiresAt: hours(5), heldAt: null, ...changes }) as Kit // prettier-ignore
  it('is scheduled, out and over by the clock alone; held while its approval is void; recalled for good', () => {
    expect([0, 1, 4.99, 5].map((n) => kitStanding(kit({}), hours(n)))).toEqual([
      'scheduled',
      'released',
      'released',
      'expired',
    ])
    expect(kitStanding(kit({ heldAt: NOW }), hours(2))).toBe('held')
    expect(kitStanding(kit({ state: 'recalled', heldAt: NOW }), hours(2))).toBe('recalled')
    expect(kitStanding(kit({ state: 'draft', releaseAt: null, expiresAt: null }), NOW)).toBe('draft')
  })
  it('goes now where nobody said when, for a week, and never in the past', () => {
    expect(momentsOf({ release: null, expiry: null }, NOW)).toEqual({ releaseAt: NOW, expiresAt: hours(7 * 24) })
    expect(momentsOf({ release: hours(-0.1), expiry: hours(1) }, NOW)).toEqual({ releaseAt: NOW, expiresAt: hours(1) })
    expect(momentsOf({ release: hours(-5), expiry: hours(1) }, NOW)).toEqual({ fault: { release: 'campaigns_release_past' } })
    expect(momentsOf({ release: hours(2), expiry: hours(2) }, NOW)).toEqual({ fault: { expiry: 'campaigns_expires_before' } })
    expect(momentsOf({ release: hours(91 * 24), expiry: null }, NOW)).toEqual({ fault: { release: 'campaigns_release_far' } })
  }) // prettier-ignore
  it('goes now only where now was said: an hour that was meant and is not written is asked for', () => {
    const id = '01900000-0000-7000-8000-000000000000'
    const said = (release: unknown) => releaseKitSchema.safeParse({ command: id, kitId: id, basedOn: '1', release, expiry: { day: '', time: '' } })
    expect(said(null).data).toMatchObject({ release: null, expiry: null })
    for (const [day, time, fault] of [['', '', 'campaigns_day_wrong'], ['', '10:00', 'campaigns_day_wrong'], ['2026-11-23', '', 'campaigns_time_wrong']])
      expect(said({ day, time }).error?.issues[0], `${day} ${time}`).toMatchObject({ path: ['release'], message: fault })
  }) // prettier-ignore
  it('reads captions a line each, a fact with its source, and writes them back the same', () => {
    const text = 'मेरे गाँव की बात\n21 बूथ जुड़े | https://example.gov.in/a 2026-11-20'
    const read = readCaptions(text, 'hi')!
    expect(read.map(({ source }) => source?.readOn ?? null)).toEqual([null, '2026-11-20'])
    expect(typedCaptions(read, 'hi')).toBe(text)
    expect(readCaptions('बात | not an address', 'hi')).toBeUndefined()
    expect(readSource('https://example.gov.in/a 2026-02-30')).toBeUndefined()
  })
  it('tells a fact by its figures', () => {
    expect(['10 बूथ', '५ गाँव', 'दो करोड़ लोग', '20 percent', 'According to the report'].every(looksFactual)).toBe(true)
    expect(['मेरे गाँव की बात', 'लाखों उम्मीदें', 'Why this matters to me'].some(looksFactual)).toBe(false)
  }) // prettier-ignore
})

describe('the live count', () => {
  const group = fc.record({
    language: fc.constantFrom('hi' as const, 'en' as const),
    placeLft: fc.integer({ min: 1, max: 20 }),
    wing: fc.integer({ min: 0, max: 3 }),
    people: fc.integer({ min: 1, max: 9 }),
  })
  it('counts everybody once, whatever the gate says of them', () => {
    fc.assert(
      fc.property(fc.array(group), fc.integer({ min: 1, max: 20 }), (groups, edge) => {
        const reach = reachOf(groups, ({ placeLft, wing }) =>
          wing === 3
            ? { kind: 'refuse', reason: 'no' }
            : placeLft < edge
              ? { kind: 'hold', until: hours(placeLft), reason: 'wait' }
              : { kind: 'release' },
        )
        const sum = (rows: readonly { people: number }[]) => rows.reduce((all, { people }) => all + people, 0)
        expect(reach.now + sum(reach.held) + sum(reach.refused)).toBe(sum(groups))
        expect([sum(reach.byLanguage), sum(reach.byWing), reach.people]).toEqual(Array(3).fill(sum(groups)))
      }),
    )
  })
})

describe('the calendar', () => {
  it('shows whole weeks from Monday, and the whole month', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom('month' as const, 'week' as const), (n, view) => {
        const day = plusDays('2001-01-01', n)
        const { from, until, weeks, before, after } = spanOf(day, view)
        const days = weeks.flat()
        expect(days).toContain(day)
        expect([days[0], days.at(-1), days.length % 7]).toEqual([from, until, 0])
        expect(new Date(`${from}T00:00:00Z`).getUTCDay()).toBe(1)
        if (view === 'month') expect(days).toEqual(expect.arrayContaining([`${day.slice(0, 7)}-01`, plusDays(after, -1)]))
        expect(before < day && day < after).toBe(true)
      }),
    )
  }) // prettier-ignore
  it('puts what begins first before, and knows what lies on a day', () => {
    const entry = (id: string, from: string, until: string) => ({ id, from, until, at: null }) as Entry
    const [one, two] = [entry('1', '2026-11-02', '2026-11-03'), entry('2', '2026-11-01', '2026-11-09')]
    expect(inOrder([one, two]).map(({ id }) => id)).toEqual(['2', '1'])
    expect([meets(one, '2026-11-03'), meets(one, '2026-11-04')]).toEqual([true, false])
    // What happens on that day alone is not pushed out of its small cell by what lasts.
    const tribute = entry('3', '2026-11-03', '2026-11-03')
    expect(onDay([two, one, tribute], '2026-11-03').map(({ id }) => id)).toEqual(['3', '2', '1'])
  })
})
