import { z } from 'zod'

/** The format's name and version, as docs/formats/scheme-feed.md fixes them. */
export const FEED_FORMAT = 'karyakarta-scheme-feed'
export const FEED_VERSION = 1
/** Bounds of a feed: whoever reads one refuses more. */
export const MOST_SCHEMES = 1000
export const MOST_FEED_BYTES = 2 * 1024 * 1024

/** Words on one or more lines, without characters that nobody sees. */
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/
const words = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => !UNSEEN.test(text) && text === text.trim() && text === text.normalize('NFC'))
const both = (most: number) => z.strictObject({ hi: words(most), en: words(most) })
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
/** A day, or the month where the day was not noted. */
const readOn = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/)
const webAddress = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[^\s@]+$/)
  .refine((address) => URL.canParse(address))

const source = z.strictObject({
  /** order: the government's own paper; report: somebody's words about it. */
  kind: z.enum(['order', 'report']),
  title: words(200),
  address: webAddress,
  /** Whether the address is the very page that was read, or only its site. */
  exact: z.boolean(),
  readOn,
})

export const feedSchemeSchema = z.strictObject({
  /** Stable: a renamed scheme keeps it, another scheme never gets it. */
  key: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80),
  /** From 1; any change of what is below counts one further. */
  version: z.int().min(1).max(1_000_000),
  changedOn: day,
  status: z.enum(['unverified', 'verified', 'ended']),
  name: both(160),
  benefit: both(1000),
  whoMayGetIt: both(2000),
  documents: z.array(both(300)).max(40),
  howToApply: both(2000).nullable(),
  /** Since when and until when it is given; null where that is not known. */
  from: day.nullable(),
  until: day.nullable(),
  /** Where sources contradict each other: named, not resolved. */
  conflict: both(1000).nullable(),
  sources: z.array(source).min(1).max(20),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type FeedScheme = z.output<typeof feedSchemeSchema>
/** A scheme before it is published: its hash follows from it. */
export type SchemeEntry = Omit<FeedScheme, 'hash'>
export const schemeEntrySchema = feedSchemeSchema.omit({ hash: true })

export const feedSchema = z.strictObject({
  format: z.literal(FEED_FORMAT),
  version: z.literal(FEED_VERSION),
  publisher: both(160),
  schemes: z.array(feedSchemeSchema).max(MOST_SCHEMES),
})
export type SchemeFeed = z.output<typeof feedSchema>

/** Handed in, since this engine has no cryptography: text in UTF-8 → 64 hexadecimal digits. */
export type Sha256 = (text: string) => string

/** JSON with sorted keys and without spaces: the same content has the same text, whoever writes it (docs/formats/scheme-feed.md). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

/** The hash of what a scheme says, its version included. */
export const hashOf = (
  { hash: _, ...entry }: SchemeEntry & { readonly hash?: string },
  sha256: Sha256,
): string => sha256(`${FEED_FORMAT}/${FEED_VERSION}\n${canonical(entry)}`)

/** Puts a feed together, schemes in the order of their keys. */
export const writeFeed = (
  publisher: SchemeFeed['publisher'],
  entries: readonly SchemeEntry[],
  sha256: Sha256,
): SchemeFeed => ({
  format: FEED_FORMAT,
  version: FEED_VERSION,
  publisher,
  schemes: entries
    .map((entry) => ({ ...entry, hash: hashOf(entry, sha256) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
})

export type FeedFault = 'notJson' | 'otherFormat' | 'malformed' | 'keyTwice' | 'hashWrong'
export type ReadFeed =
  | { readonly feed: SchemeFeed }
  /** `where`: the path of what is wrong, in the feed's own names. */
  | { readonly fault: FeedFault; readonly where: string }

/**
 * Reads a feed that a stranger sent: whole or not at all. A field that the format does not know is refused like a wrong one, since a reader that skips what it does
 * not understand cannot know what it missed.
 */
export function readFeed(text: string, sha256: Sha256): ReadFeed {
  const json = jsonOf(text)
  if (json === undefined) return { fault: 'notJson', where: '' }
  const named = z.looseObject({ format: z.unknown(), version: z.unknown() }).safeParse(json)
  if (!named.success || named.data.format !== FEED_FORMAT || named.data.version !== FEED_VERSION)
    return { fault: 'otherFormat', where: '' }
  const parsed = feedSchema.safeParse(json)
  if (!parsed.success)
    return { fault: 'malformed', where: parsed.error.issues[0]!.path.join('.').slice(0, 200) }
  const keys = new Set<string>()
  for (const scheme of parsed.data.schemes) {
    if (keys.has(scheme.key)) return { fault: 'keyTwice', where: scheme.key }
    keys.add(scheme.key)
    if (hashOf(scheme, sha256) !== scheme.hash) return { fault: 'hashWrong', where: scheme.key }
  }
  return { feed: parsed.data }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
