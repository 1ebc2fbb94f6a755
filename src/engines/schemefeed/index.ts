/** The public feed of schemes: its shape, its hashes, and a reader that takes it whole or not at all. See README.md. */
export {
  canonical,
  FEED_FORMAT,
  FEED_VERSION,
  hashOf,
  MOST_FEED_BYTES,
  readFeed,
  schemeEntrySchema,
  writeFeed,
  type FeedFault,
  type FeedScheme,
  type ReadFeed,
  type SchemeEntry,
  type SchemeFeed,
  type Sha256,
} from './feed.ts'
