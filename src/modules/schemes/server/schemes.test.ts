import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFeed } from '#engines/schemefeed/index.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { catalogue, sha256 } from './catalogue.ts'
import { publishFeed } from './publishFeed.ts'
import { listSchemes, viewScheme } from './viewSchemes.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform('programme')
})
afterAll(() => house.close())

it('every entry that ships is unverified, has a source and both languages, and says nothing that no source said', () => {
  expect(catalogue).toHaveLength(12)
  for (const scheme of catalogue) {
    expect([scheme.key, scheme.status]).toEqual([scheme.key, 'unverified'])
    expect(scheme.sources.every(({ kind }) => kind === 'report')).toBe(true)
    expect(scheme.name.hi).toMatch(/\p{Script=Devanagari}/u)
    expect(scheme.benefit.hi).toMatch(/\p{Script=Devanagari}/u)
  }
})

it('anybody lists them in the alphabet of her language and opens one', () => {
  const hindi = listSchemes(house.as(NOBODY)).map(({ name }) => name.hi)
  expect(hindi).toEqual(hindi.toSorted(new Intl.Collator('hi').compare))
  const english = listSchemes(house.as(NOBODY, 'en')).map(({ name }) => name.en)
  expect(english).toEqual(english.toSorted(new Intl.Collator('en').compare))
  expect(viewScheme(house.as(NOBODY), 'indira-rasoi').benefit.en).toContain('Rs 8')
  expect(() => viewScheme(house.as(NOBODY), 'none')).toThrow(expect.objectContaining({ id: 'notFound' }))
})

it('the feed is read by its own reader, and is the same each time', async () => {
  const first = await publishFeed(house.as(NOBODY))
  const second = await publishFeed(house.as(NOBODY, 'en'))
  expect(second).toEqual(first)
  const read = readFeed(first.body, sha256)
  expect('feed' in read && read.feed.schemes.map(({ key }) => key)).toEqual(catalogue.map(({ key }) => key))
  expect(first.etag).toMatch(/^"[0-9a-f]{64}"$/)
})
