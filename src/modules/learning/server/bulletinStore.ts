import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { BulletinState, BulletinWords } from '../domain/bulletin.ts'
import type { Platform } from '../domain/content.ts'

export interface BulletinItem extends BulletinWords {
  readonly id: string
  readonly state: BulletinState
  /** SHA-256, 64 hex digits. */
  readonly hash: string
  readonly madeBy: string | null
  readonly changedBy: string | null
  readonly changedAt: Date
}
const COLUMNS = sql`id, platform, words_hi as "wordsHi", words_en as "wordsEn", source, source_title as "sourceTitle", dated_on::text as "datedOn", until::text as until, state,
  encode(content_hash, 'hex') as hash, people.stands_for(made_by) as "madeBy",
  people.stands_for(changed_by) as "changedBy", changed_at as "changedAt"`

export async function lockBulletinItem(tx: Transaction, id: string): Promise<BulletinItem | undefined> {
  const found =
    await sql<BulletinItem>`select ${COLUMNS} from learning.bulletin_item where id = ${id} for update`.execute(
      tx.db,
    )
  return found.rows[0]
}

/** What waits, what is shown and what was lately, the newest first. */
export async function bulletinItems(tx: Transaction, most: number): Promise<readonly BulletinItem[]> {
  const found = await sql<BulletinItem>`
    select ${COLUMNS} from learning.bulletin_item where state <> 'retired'
    order by state = 'released', changed_at desc, id limit ${most}`.execute(tx.db)
  return found.rows
}

export async function insertBulletinItem(
  tx: Transaction,
  item: BulletinWords & { readonly id: string; readonly hash: string; readonly by: string },
): Promise<void> {
  await sql`
    insert into learning.bulletin_item (id, platform, words_hi, words_en, source, source_title, dated_on, until, content_hash, state, made_by, changed_by, changed_at)
    values (${item.id}, ${item.platform}, ${item.wordsHi}, ${item.wordsEn}, ${item.source}, ${item.sourceTitle}, ${item.datedOn}, ${item.until}, decode(${item.hash}, 'hex'),
      'in_review', ${item.by}, ${item.by}, ${tx.now})`.execute(tx.db)
}

/** Changed words wait for somebody else's word again. */
export async function saveBulletinWords(
  tx: Transaction,
  item: BulletinWords & { readonly id: string; readonly hash: string; readonly by: string },
): Promise<void> {
  await sql`
    update learning.bulletin_item set platform = ${item.platform}, words_hi = ${item.wordsHi}, words_en = ${item.wordsEn},
      source = ${item.source}, source_title = ${item.sourceTitle}, dated_on = ${item.datedOn}, until = ${item.until}, content_hash = decode(${item.hash}, 'hex'), state = 'in_review',
      changed_by = ${item.by}, changed_at = ${tx.now}, approved_hash = null, approved_by = null, released_at = null
    where id = ${item.id}`.execute(tx.db)
}

export async function saveBulletinReleased(
  tx: Transaction,
  id: string,
  by: string,
  readHash: string,
): Promise<void> {
  await sql`
    update learning.bulletin_item set state = 'released', approved_by = ${by}, approved_hash = decode(${readHash}, 'hex'),
      released_at = ${tx.now} where id = ${id}`.execute(tx.db)
}

export async function saveBulletinRetired(tx: Transaction, id: string): Promise<void> {
  await sql`update learning.bulletin_item set state = 'retired' where id = ${id}`.execute(tx.db)
}

export interface ShownItem {
  readonly id: string
  readonly platform: Platform
  readonly wordsHi: string
  readonly wordsEn: string
  readonly source: string
  readonly sourceTitle: string
  readonly datedOn: string
}
/** What is shown now, the newest first. @param today `YYYY-MM-DD` in India */
export async function shownBulletin(
  tx: Transaction,
  today: string,
  most: number,
): Promise<readonly ShownItem[]> {
  const found = await sql<ShownItem>`
    select id, platform, words_hi as "wordsHi", words_en as "wordsEn", source, source_title as "sourceTitle", dated_on::text as "datedOn"
    from learning.bulletin_item where state = 'released' and until >= ${today}::date
    order by dated_on desc, id limit ${most}`.execute(tx.db)
  return found.rows
}

/** Items that ship with the house; what stands there already stays as it is. @returns how many are new */
export async function insertShippedItems(
  tx: Transaction,
  items: readonly (BulletinWords & { readonly id: string; readonly key: string; readonly hash: string })[],
  isReleased: boolean,
): Promise<number> {
  const made = await sql`
    insert into learning.bulletin_item (id, key, platform, words_hi, words_en, source, source_title, dated_on, until, content_hash, state,
      changed_at, approved_hash, released_at)
    select "id", "key", "platform", "wordsHi", "wordsEn", "source", "sourceTitle", "datedOn", "until", decode("hash", 'hex'),
      ${isReleased ? 'released' : 'in_review'}, ${tx.now}::timestamptz, case when ${isReleased}::boolean then decode("hash", 'hex') end,
      case when ${isReleased}::boolean then ${tx.now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as given("id" uuid, "key" text, "platform" text, "wordsHi" text, "wordsEn" text,
      "source" text, "sourceTitle" text, "datedOn" date, "until" date, "hash" text)
    on conflict (key) do nothing returning id`.execute(tx.db)
  return made.rows.length
}
