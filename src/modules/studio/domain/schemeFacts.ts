import { z } from 'zod'
import type { FeedScheme } from '#engines/schemefeed/index.ts'
import { commandId } from './library/commandId.ts'

/** What is kept of a scheme: its latest version. */
export interface KnownScheme {
  readonly key: string
  readonly version: number
  readonly hash: string
  readonly gone: boolean
}

/** What one reading of the feed changes. */
export interface FactChanges {
  /** Versions that were not known. */
  readonly fresh: readonly FeedScheme[]
  /** The same version with other words, or one that is back. */
  readonly rewritten: readonly (FeedScheme & { readonly isAltered: boolean })[]
  readonly same: readonly string[]
  /** In the feed no longer. */
  readonly gone: readonly string[]
}

/**
 * Compares what is kept with a feed that was read whole. A version never goes back: a feed in which one does is another's, or an old copy, and changes nothing.
 * @returns the key whose version went back, else what changes
 */
export function compareFacts(
  known: readonly KnownScheme[],
  feed: readonly FeedScheme[],
): FactChanges | { readonly wentBack: string } {
  const before = new Map(known.map((scheme) => [scheme.key, scheme]))
  const published = new Set(feed.map(({ key }) => key))
  const fresh: FeedScheme[] = []
  const rewritten: (FeedScheme & { isAltered: boolean })[] = []
  const same: string[] = []
  for (const scheme of feed) {
    const kept = before.get(scheme.key)
    if (kept && scheme.version < kept.version) return { wentBack: scheme.key }
    if (!kept || scheme.version > kept.version) fresh.push(scheme)
    else if (scheme.hash !== kept.hash || kept.gone)
      rewritten.push({ ...scheme, isAltered: scheme.hash !== kept.hash })
    else same.push(scheme.key)
  }
  const gone = known.filter(({ key, gone }) => !gone && !published.has(key)).map(({ key }) => key)
  return { fresh, rewritten, same, gone }
}

/** Why a piece's facts may be stale: the scheme has a later version, other words under the same one, is gone from the feed, or never stood in it. */
export type SchemeFlagReason = 'changed' | 'altered' | 'gone' | 'unknown'

export interface SchemeFlag {
  readonly pieceId: string
  readonly reason: SchemeFlagReason
  readonly key: string
  /** The version that the piece names, and the present one; null where there is none. */
  readonly usedVersion: number
  readonly presentVersion: number | null
  /** Of the scheme as last read; null where it never was. */
  readonly nameHi: string | null
  readonly nameEn: string | null
  /** Since when that is known here. */
  readonly since: Date | null
}

export const keepFeedAddressSchema = z.object({
  command: commandId,
  /** Empty: no feed is read any more. */
  address: z.string().trim().max(500, 'studio_s_address_wrong').default(''),
})
export type KeepFeedAddress = z.input<typeof keepFeedAddressSchema>

/** A scheme for a piece; an empty key is none. */
export const chooseSchemeSchema = z.object({
  command: commandId,
  pieceId: z.guid({ error: 'studio_piece_unknown' }),
  key: z.string().trim().min(1, 'studio_s_key_needed').max(80, 'studio_s_unknown'),
})
export type ChooseScheme = z.input<typeof chooseSchemeSchema>

/** An https address without name, password and fragment; http only where this machine itself may be asked (demonstration, tests). */
export function addressFault(address: string, mayAskThisMachine: boolean): string | undefined {
  if (!URL.canParse(address)) return 'studio_s_address_wrong'
  const { protocol, username, password, hash } = new URL(address)
  const isAllowed = protocol === 'https:' || (mayAskThisMachine && protocol === 'http:')
  return isAllowed && username === '' && password === '' && hash === '' ? undefined : 'studio_s_address_wrong'
}
