import { expect, it } from 'vitest'
import { m } from '#paraglide/messages.js'

it('one is said as one and more as several, in both languages, whether the number came written or not', () => {
  const people = (count: number | string, locale: 'hi' | 'en') =>
    m.people_c_found({ count: String(count) }, { locale })
  expect([1, 2, '2,400', '10,000+'].map((n) => people(n, 'en'))).toEqual([
    '1 person',
    '2 people',
    '2,400 people',
    '10,000+ people',
  ])
  expect([1, 2, '2,400'].map((n) => people(n, 'hi'))).toEqual(['1 व्यक्ति', '2 लोग', '2,400 लोग'])
  expect(m.places_r_w_activities({ n: 1 }, { locale: 'hi' })).toBe('1 गतिविधि')
  expect(m.coverage_summary({ verified: '0', booths: '1', missing: '1' }, { locale: 'en' })).toMatch(
    /^0 of 1 booth is /,
  )
})
