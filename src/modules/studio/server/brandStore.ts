import { sql } from 'kysely'
import { PLAIN_KIT, type BrandKit } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'

export interface KeptKit {
  readonly hash: string
  readonly kit: BrandKit
}

/** The look that the organisation chose last; undefined while it chose none. */
export async function presentKit(tx: Transaction): Promise<KeptKit | undefined> {
  const found = await sql<KeptKit>`
    select encode(hash, 'hex') as hash, kit from studio.brand_kit order by chosen_at desc, hash limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** The look that a document names; the house's plain one where it names none. @throws Error for a hash that nobody kept */
export async function kitOf(tx: Transaction, hash: string | null): Promise<BrandKit> {
  if (hash === null) return PLAIN_KIT
  const found = await sql<{ kit: BrandKit }>`
    select kit from studio.brand_kit where hash = decode(${hash}, 'hex')`.execute(tx.db)
  if (!found.rows[0]) throw new Error(`no brand kit ${hash}`)
  return found.rows[0].kit
}

export async function isKeptKit(tx: Transaction, hash: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return false
  const found = await sql`select from studio.brand_kit where hash = decode(${hash}, 'hex')`.execute(tx.db)
  return found.rows.length > 0
}

/** Keeps a look and makes it the present one; what pieces name already stays. */
export async function choosePresentKit(tx: Transaction, { hash, kit }: KeptKit, by: string): Promise<void> {
  await sql`
    insert into studio.brand_kit (hash, kit, chosen_by, chosen_at) values (decode(${hash}, 'hex'), ${JSON.stringify(kit)}::jsonb, ${by}, ${tx.now})
    on conflict (hash) do update set chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at`.execute(
    tx.db,
  )
}
