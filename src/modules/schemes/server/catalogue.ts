import { createHash } from 'node:crypto'
import { z } from 'zod'
import { hashOf, schemeEntrySchema, type FeedScheme } from '#engines/schemefeed/index.ts'
import entries from '../../../../data/schemes/schemes.json' with { type: 'json' }

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Every scheme with its hash, in the order of their keys. The data file is judged by the feed's own rules when it is loaded. */
export const catalogue: readonly FeedScheme[] = z
  .array(schemeEntrySchema)
  .parse(entries)
  .map((entry) => ({ ...entry, hash: hashOf(entry, sha256) }))
  .toSorted((a, b) => (a.key < b.key ? -1 : 1))
