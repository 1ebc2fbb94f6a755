import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Form, PostFile } from '../domain/platform.ts'

const from = sql`channels.target t join channels.channel c on c.id = t.channel_id`

/** Whether a piece's own page is published on the website, of these bytes. */
export async function hasWebsitePage(
  tx: Transaction,
  { pieceId, hash }: { readonly pieceId: string; readonly hash: string },
): Promise<boolean> {
  const found = await sql`
    select from ${from}
    where t.piece_id = ${pieceId} and t.hash = decode(${hash}, 'hex') and t.form = 'page' and c.platform = 'website'
      and t.state in ('sent', 'verified_live') and t.withdraw_asked_at is null limit 1`.execute(tx.db)
  return found.rows.length > 0
}

/** Files of a post that stands on the website in this moment. */
export async function filesOnWebsite(tx: Transaction, id: string): Promise<readonly PostFile[] | undefined> {
  const found = await sql<{ files: readonly PostFile[] }>`
    select t.files from ${from}
    where t.id = ${id} and c.platform = 'website' and t.state in ('sent', 'verified_live') and t.withdraw_asked_at is null`.execute(
    tx.db,
  )
  return found.rows[0]?.files
}

/** Whether something that a piece's bytes show or name was taken out of use since: a medium, or somebody's consent. */
export async function restsOnWithdrawn(
  tx: Transaction,
  { pieceId, hash }: { readonly pieceId: string; readonly hash: string },
): Promise<boolean> {
  const found = await sql<{ gone: boolean }>`
    select studio.rests_on_withdrawn(${pieceId}, decode(${hash}, 'hex')) as gone`.execute(tx.db)
  return found.rows[0]!.gone
}

export interface FeedRow {
  readonly id: string
  readonly pieceId: string
  readonly form: Form
  readonly title: string
  readonly words: string
  readonly link: string | null
  readonly files: readonly PostFile[]
  /** Of a page: of the picture that stands for it, while it is public. */
  readonly posterBytes: string | null
  readonly publishedAt: Date
  readonly changedAt: Date
}
/** What is published on the website in a language, the newest first. */
export async function publishedOnWebsite(
  tx: Transaction,
  language: 'hi' | 'en',
  most: number,
): Promise<readonly FeedRow[]> {
  const found = await sql<FeedRow>`
    select t.id, t.piece_id as "pieceId", t.form, t.title, t.words, t.link, t.files, t.sent_at as "publishedAt", t.changed_at as "changedAt",
      case when t.form = 'page' then studio.poster_bytes(t.piece_id, ${language}) end as "posterBytes" from ${from}
    where c.platform = 'website' and t.language = ${language} and t.state in ('sent', 'verified_live') and t.withdraw_asked_at is null
    order by t.sent_at desc, t.id limit ${most}`.execute(tx.db)
  return found.rows
}
