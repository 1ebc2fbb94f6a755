/** What the website offers to readers' programs: RSS 2.0 (rssboard.org/rss-specification), Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1). */
export interface EntryFile {
  readonly address: string
  readonly mediaType: string
  /** Null where nobody counted: RSS then says 0, as its advisory board has it (rssboard.org/rss-profile#element-channel-item-enclosure). */
  readonly bytes: number | null
}
export interface Entry {
  /** Stays when the address changes. */
  readonly id: string
  readonly address: string
  readonly title: string
  readonly words: string
  readonly publishedAt: Date
  readonly changedAt: Date
  /** What it shows or plays, in order; a post may have none. */
  readonly files: readonly EntryFile[]
}
export interface Feed {
  readonly title: string
  readonly language: 'hi' | 'en'
  /** The page that people read. */
  readonly home: string
  /** The feed's own address, without its ending. */
  readonly self: string
  readonly updated: Date
  readonly entries: readonly Entry[]
}

/** The words of an entry without the title that already stands over them: a piece as a message begins with its own. */
export function beneathTitle(words: string, title: string): string {
  const called = title.trim()
  const said = words.trimStart()
  const rest = said.slice(called.length)
  return called !== '' && said.startsWith(called) && /^\s*(\n|$)/u.test(rest) && rest.trim() !== ''
    ? rest.trimStart()
    : words
}

const NAMED: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
}
/** Text inside XML 1.0: marks escaped, characters that XML has no place for left out. */
export const inXml = (text: string): string =>
  text
    // Exactly the characters that XML 1.0 does not allow.
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/[<>&"']/g, (mark) => NAMED[mark]!)

/** The words as HTML: RSS has no other kind of description (rssboard.org/rss-specification#hrelementsOfLtitemgt), and readers show a mark in it as a mark. */
const inRss = (words: string): string => inXml(inXml(words).replaceAll('\n', '<br/>'))

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')
/** RFC 822 as RSS wants it, with the year in four digits. */
const rfc822 = (moment: Date): string =>
  `${DAYS[moment.getUTCDay()]}, ${two(moment.getUTCDate())} ${MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()} ${moment.toISOString().slice(11, 19)} GMT`
const rfc3339 = (moment: Date): string => moment.toISOString().replace(/\.\d{3}Z$/, 'Z')

const isPicture = ({ mediaType }: EntryFile): boolean => mediaType.startsWith('image/')
/** One an item: readers know what to do with a second only sometimes. */
const rssEnclosure = ([first]: readonly EntryFile[]): string =>
  first
    ? `<enclosure url="${inXml(first.address)}" length="${first.bytes ?? 0}" type="${inXml(first.mediaType)}"/>`
    : ''
const atomEnclosure = ({ address, mediaType, bytes }: EntryFile): string =>
  `<link rel="enclosure" type="${inXml(mediaType)}" href="${inXml(address)}"${bytes === null ? '' : ` length="${bytes}"`}/>`

export function asRss({ title, language, home, self, updated, entries }: Feed): string {
  const items = entries.map(
    ({ id, address, title: called, words, publishedAt, files }) =>
      `<item><title>${inXml(called)}</title><link>${inXml(address)}</link><guid isPermaLink="false">${inXml(id)}</guid><pubDate>${rfc822(publishedAt)}</pubDate><description>${inRss(words)}</description>${rssEnclosure(files)}</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${inXml(title)}</title><link>${inXml(home)}</link><description>${inXml(title)}</description><language>${language}</language>${updated.getTime() > 0 ? `<lastBuildDate>${rfc822(updated)}</lastBuildDate>` : ''}<atom:link href="${inXml(self)}.rss" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`
}

export function asAtom({ title, language, home, self, updated, entries }: Feed): string {
  const items = entries.map(
    ({ id, address, title: called, words, publishedAt, changedAt, files }) =>
      `<entry><id>${inXml(id)}</id><title>${inXml(called)}</title><link rel="alternate" href="${inXml(address)}"/>${files.map(atomEnclosure).join('')}<published>${rfc3339(publishedAt)}</published><updated>${rfc3339(changedAt)}</updated><content type="text">${inXml(words)}</content></entry>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}"><id>${inXml(self)}.atom</id><title>${inXml(title)}</title><updated>${rfc3339(updated)}</updated><author><name>${inXml(title)}</name></author><link rel="self" type="application/atom+xml" href="${inXml(self)}.atom"/><link rel="alternate" href="${inXml(home)}"/>
${items.join('\n')}
</feed>
`
}

export const asJsonFeed = ({ title, language, home, self, entries }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: `${self}.json`,
    language,
    authors: [{ name: title }],
    items: entries.map(({ id, address, title: called, words, publishedAt, changedAt, files }) => ({
      id,
      url: address,
      title: called,
      content_text: words,
      date_published: rfc3339(publishedAt),
      date_modified: rfc3339(changedAt),
      ...(files.some(isPicture) && { image: files.find(isPicture)!.address }),
      ...(files.length > 0 && {
        attachments: files.map((file) => ({
          url: file.address,
          mime_type: file.mediaType,
          ...(file.bytes !== null && { size_in_bytes: file.bytes }),
        })),
      }),
    })),
  })
