import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export interface Material {
  readonly id: string
  readonly eventId: string
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly kind: string
  readonly bytes: number
  /** 64 hex digits. */
  readonly sha256: string
}
const COLUMNS = sql`id, event_id as "eventId", title_hi as "titleHi", title_en as "titleEn", kind, bytes, encode(sha256, 'hex') as sha256`

export async function materialsOf(tx: Transaction, eventIds: readonly string[]): Promise<readonly Material[]> {
  const found = await sql<Material>`
    select ${COLUMNS} from events.material where event_id = any (${eventIds}::uuid[]) order by added_at, id`.execute(tx.db)
  return found.rows
} // prettier-ignore
export async function findMaterial(tx: Transaction, id: string): Promise<Material | undefined> {
  const found = await sql<Material>`select ${COLUMNS} from events.material where id = ${id}`.execute(tx.db)
  return found.rows[0]
}
export async function insertMaterial(
  tx: Transaction,
  material: Omit<Material, 'kind'> & { readonly kind: string; readonly by: string },
): Promise<void> {
  await sql`
    insert into events.material (id, event_id, title_hi, title_en, sha256, kind, bytes, added_by, added_at)
    values (${material.id}, ${material.eventId}, ${material.titleHi}, ${material.titleEn}, decode(${material.sha256}, 'hex'),
      ${material.kind}, ${material.bytes}, ${material.by}, ${tx.now})`.execute(tx.db)
}
/** @returns the file's address */
export async function deleteMaterial(tx: Transaction, eventId: string, id: string): Promise<string | undefined> {
  const gone = await sql<{ sha256: string }>`
    delete from events.material where id = ${id} and event_id = ${eventId} returning encode(sha256, 'hex') as sha256`.execute(tx.db)
  return gone.rows[0]?.sha256
} // prettier-ignore
