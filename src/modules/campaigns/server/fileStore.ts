import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Rendition } from '../domain/files.ts'

/** Keeps what goes out with a kit: from now on these files stay, whatever becomes of its piece. */
export async function keepFiles(tx: Transaction, kitId: string, files: readonly Rendition[]): Promise<void> {
  await sql`
    insert into campaigns.kit_file (kit_id, id, form, language, position, file, words, bytes, media_type)
    select ${kitId}, id, form, language, position, decode(file, 'hex'), words, bytes, "mediaType"
    from jsonb_to_recordset(${JSON.stringify(files)}::jsonb)
      as said(id uuid, form text, language text, position smallint, file text, words text, bytes integer, "mediaType" text)`.execute(tx.db)
} // prettier-ignore

/** Of a kit that became a draft again: what was drawn is chosen anew when it is let go. */
export async function dropFiles(tx: Transaction, kitId: string): Promise<void> {
  await sql`delete from campaigns.kit_file where kit_id = ${kitId}`.execute(tx.db)
}

/** What goes out with some kits. */
export async function filesOfKits(
  tx: Transaction,
  kits: readonly string[],
): Promise<readonly (Rendition & { readonly kitId: string })[]> {
  const found = await sql<Rendition & { readonly kitId: string }>`
    select kit_id as "kitId", id, form, language, position, 'ready' as state, encode(file, 'hex') as file, words, bytes, media_type as "mediaType"
    from campaigns.kit_file where kit_id = any (${kits}::uuid[]) order by kit_id, language, position, id`.execute(tx.db)
  return found.rows
} // prettier-ignore
