import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { asAtom, asJsonFeed, asRss, beneathTitle, inXml, type Feed } from './feed.ts'

const feed: Feed = {
  title: 'कल्पित संगठन & साथी',
  language: 'hi',
  home: 'https://a.example/news',
  self: 'https://a.example/feeds/hi',
  updated: new Date('2026-11-22T06:30:00.500Z'),
  entries: [
    {
      id: 'urn:uuid:0190a0a0-0000-7000-8000-000000000001',
      address: 'https://a.example/news?a=1&b=2#x',
      title: 'पानी <b>हर घर</b> & "आज"',
      words: ']]> नमस्ते \u0007\u0000 \ud800 🙏',
      publishedAt: new Date('2026-11-22T06:30:00Z'),
      changedAt: new Date('2026-11-22T06:31:00Z'),
      files: [
        { address: 'https://a.example/news/1/0?a=1&b="', mediaType: 'image/jpeg', bytes: 90_000 },
        { address: 'https://a.example/news/1/1', mediaType: 'image/jpeg', bytes: null },
      ],
    },
  ],
}

describe('feeds', () => {
  it('escape what is a mark, leave out what XML has no place for, and keep every letter', () => {
    for (const written of [asRss(feed), asAtom(feed)]) {
      expect(written).not.toContain('<b>')
      expect(written).toContain('&lt;b&gt;हर घर&lt;/b&gt; &amp; &quot;आज&quot;')
      expect(written).toContain('🙏')
      expect(written).not.toMatch(/[\u0000-\u0008]/)
      expect(written.isWellFormed()).toBe(true)
    }
  })

  it('whatever somebody writes, the text cannot end its element', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const written = inXml(words)
        expect(written).not.toMatch(/[<>]|&(?!(?:lt|gt|amp|quot|apos);)/)
        expect(written.isWellFormed()).toBe(true)
      }),
    )
  })

  it('RSS 2.0 has what a channel and an item must have, and dates of RFC 822', () => {
    const written = asRss(feed)
    expect(written).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<rss version="2.0"/)
    for (const must of ['<title>', '<link>', '<description>', '<language>hi</language>', 'rel="self"'])
      expect(written).toContain(must)
    expect(written).toContain('<pubDate>Sun, 22 Nov 2026 06:30:00 GMT</pubDate>')
    expect(written).toContain('<guid isPermaLink="false">urn:uuid:')
  })

  it('what is said is no HTML to a reader of RSS, which reads descriptions as HTML, and its lines stay lines', () => {
    const [entry] = feed.entries
    const written = asRss({ ...feed, entries: [{ ...entry!, words: '5 < 7 & <img src=x onerror=y>\nदूसरी' }] })
    expect(written).toContain(
      '<description>5 &amp;lt; 7 &amp;amp; &amp;lt;img src=x onerror=y&amp;gt;&lt;br/&gt;दूसरी</description>',
    )
  })

  it('Atom has id, title, updated and an author, and dates of RFC 3339', () => {
    const written = asAtom(feed)
    expect(written).toContain('xmlns="http://www.w3.org/2005/Atom"')
    expect(written).toContain('<updated>2026-11-22T06:30:00Z</updated>')
    expect(written.match(/<id>/g)).toHaveLength(2)
    expect(written).toContain('<author><name>')
    expect(written).toContain('href="https://a.example/news?a=1&amp;b=2#x"')
  })

  it('JSON Feed 1.1 names its version and gives each item an id and its words', () => {
    const written = JSON.parse(asJsonFeed(feed)) as Record<string, unknown> & {
      items: Record<string, string>[]
    }
    expect(written.version).toBe('https://jsonfeed.org/version/1.1')
    expect(written.feed_url).toBe('https://a.example/feeds/hi.json')
    expect(written.items[0]).toMatchObject({
      id: feed.entries[0]!.id,
      date_published: '2026-11-22T06:30:00Z',
    })
    expect(written.items[0]!.content_text).toContain('नमस्ते')
  })

  it('do not say a title again in the words beneath it', () => {
    expect(beneathTitle('सबका पानी\n\nगाँव की बात', 'सबका पानी')).toBe('गाँव की बात')
    for (const words of ['सबका पानी', 'सबका पानी सबके लिए', 'और बात'])
      expect(beneathTitle(words, 'सबका पानी')).toBe(words)
    expect(beneathTitle('कुछ', '')).toBe('कुछ')
  })

  it('carry what a post shows: RSS one, Atom and JSON all', () => {
    expect(asRss(feed).match(/<enclosure [^>]*>/g)).toEqual([
      '<enclosure url="https://a.example/news/1/0?a=1&amp;b=&quot;" length="90000" type="image/jpeg"/>',
    ])
    const atom = asAtom(feed).match(/<link rel="enclosure" [^>]*>/g)
    expect(atom).toHaveLength(2)
    expect(atom![1]).toBe('<link rel="enclosure" type="image/jpeg" href="https://a.example/news/1/1"/>')
    const [item] = (JSON.parse(asJsonFeed(feed)) as { items: Record<string, unknown>[] }).items
    expect(item).toMatchObject({
      image: 'https://a.example/news/1/0?a=1&b="',
      attachments: [
        { mime_type: 'image/jpeg', size_in_bytes: 90_000 },
        { url: 'https://a.example/news/1/1' },
      ],
    })
  })

  it('an empty feed is a feed', () => {
    const none = { ...feed, entries: [], updated: new Date(0) }
    expect(asRss(none)).not.toContain('lastBuildDate')
    expect(asAtom(none)).toContain('<updated>1970-01-01T00:00:00Z</updated>')
    expect((JSON.parse(asJsonFeed(none)) as { items: unknown[] }).items).toEqual([])
  })
})
