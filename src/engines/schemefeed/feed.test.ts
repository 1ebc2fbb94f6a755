import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, hashOf, readFeed, schemeEntrySchema, writeFeed, type SchemeEntry } from './index.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const both = (text: string) => ({ hi: `${text} हिन्दी`, en: text })
const entry = (change: Partial<SchemeEntry> = {}): SchemeEntry => ({
  key: 'made-up-pension',
  version: 1,
  changedOn: '2026-11-26',
  status: 'unverified',
  name: both('A made-up pension'),
  benefit: both('Rs 10 a month'),
  whoMayGetIt: both('Whoever is made up'),
  documents: [both('A made-up paper')],
  howToApply: null,
  from: null,
  until: null,
  conflict: null,
  sources: [
    { kind: 'report', title: 'A page', address: 'https://page.example/', exact: false, readOn: '2026-11' },
  ],
  ...change,
})
const publisher = both('Made-up programme')
const text = (...entries: SchemeEntry[]) => JSON.stringify(writeFeed(publisher, entries, sha256))
const changed = (change: (feed: Record<string, unknown>) => void): string => {
  const feed = JSON.parse(text(entry())) as Record<string, unknown>
  change(feed)
  return JSON.stringify(feed)
}
const first = (feed: Record<string, unknown>) => (feed.schemes as Record<string, unknown>[])[0]!

describe('a feed', () => {
  it('is read as it was written, in the order of its keys', () => {
    const read = readFeed(text(entry({ key: 'b' }), entry({ key: 'a', version: 7 })), sha256)
    expect('feed' in read && read.feed.schemes.map(({ key, version }) => [key, version])).toEqual([
      ['a', 7],
      ['b', 1],
    ])
  })
  it('has the same hash however its members are ordered, and another for any other word', () => {
    const one = entry()
    const turned = Object.fromEntries(Object.entries(one).toReversed()) as SchemeEntry
    expect(hashOf(turned, sha256)).toBe(hashOf(one, sha256))
    expect(hashOf(entry({ benefit: both('Rs 11 a month') }), sha256)).not.toBe(hashOf(one, sha256))
    expect(hashOf(entry({ version: 2 }), sha256)).not.toBe(hashOf(one, sha256))
  })
  it('canonical JSON is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('what a stranger sends', () => {
  it.each([
    ['nothing', '', 'notJson'],
    ['half of it', text(entry()).slice(0, 200), 'notJson'],
    ['a page', '<!doctype html><p>login</p>', 'notJson'],
    ['a number', '7', 'otherFormat'],
    ['null', 'null', 'otherFormat'],
    ['another format', changed((feed) => (feed.format = 'rss')), 'otherFormat'],
    ['a later version', changed((feed) => (feed.version = 2)), 'otherFormat'],
    ['a member nobody knows', changed((feed) => (feed.next = 'x')), 'malformed'],
    ['a scheme’s member nobody knows', changed((feed) => (first(feed).photo = 'x')), 'malformed'],
    ['a word in one language', changed((feed) => (first(feed).name = { hi: 'क' })), 'malformed'],
    ['no source', changed((feed) => (first(feed).sources = [])), 'malformed'],
    ['a script as an address', changed((feed) => ((first(feed).sources as { address: string }[])[0]!.address = 'javascript:alert(1)')), 'malformed'],
    ['words turned about', changed((feed) => (first(feed).benefit = { hi: 'क', en: 'abc\u202Edef' })), 'malformed'],
    ['a version below one', changed((feed) => (first(feed).version = 0)), 'malformed'],
    ['another word under the same hash', changed((feed) => (first(feed).benefit = both('Rs 99'))), 'hashWrong'],
    ['one key twice', text(entry(), entry({ version: 2 })), 'keyTwice'],
  ])('%s is refused', (_, sent, fault) => expect(readFeed(sent, sha256)).toMatchObject({ fault })) // prettier-ignore

  it('breaks nothing, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (sent) => void readFeed(sent, sha256)))
  })
  it('an entry of ours is judged by the same rules', () =>
    expect(schemeEntrySchema.safeParse(entry()).success).toBe(true))
})
