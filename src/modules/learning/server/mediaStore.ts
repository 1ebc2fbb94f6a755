import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { MediaKind } from '../domain/media.ts'

export interface Media {
  /** 64 hex digits. */
  readonly sha256: string
  readonly kind: MediaKind
  readonly mediaType: string
  readonly bytes: number
}

export async function insertMedia(tx: Transaction, media: Media, by: string | null): Promise<void> {
  await sql`
    insert into learning.media (sha256, kind, media_type, bytes, uploaded_by, at)
    values (decode(${media.sha256}, 'hex'), ${media.kind}, ${media.mediaType}, ${media.bytes}, ${by}, ${tx.now})
    on conflict (sha256) do nothing`.execute(tx.db)
}

/** What is known of files, by their addresses; files that are no lesson's are not among them. */
export async function mediaOf(
  tx: Transaction,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Media>> {
  if (addresses.length === 0) return new Map()
  const found = await sql<Media>`
    select encode(sha256, 'hex') as sha256, kind, media_type as "mediaType", bytes from learning.media
    where sha256 in (select decode(address, 'hex') from unnest(${addresses}::text[]) as given(address))`.execute(
    tx.db,
  )
  return new Map(found.rows.map((media) => [media.sha256, media]))
}
