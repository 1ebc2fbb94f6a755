import { sql } from 'kysely'
import { isSynthetic, type Edit, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'

export interface Edited {
  readonly id: string
  readonly document: SceneDocument
  readonly hash: string
  readonly version: number
}
/** Other bytes: a draft, whatever it was. Signatures under the old ones become void with this statement (0 of them are left to the caller). */
export async function saveDocument(tx: Transaction, { id, document, hash, version }: Edited): Promise<void> {
  await sql`
    update studio.piece set document = ${JSON.stringify(document)}::jsonb, hash = decode(${hash}, 'hex'), version = ${version}, state = 'draft',
      title_hi = ${document.title.hi}, title_en = ${document.title.en}, synthetic = ${isSynthetic(document)}, changed_at = ${tx.now}
    where id = ${id}`.execute(tx.db)
}

/** @param after the version before the first of them */
export async function insertEdits(
  tx: Transaction,
  pieceId: string,
  after: number,
  edits: readonly Edit[],
  from: { readonly command: string; readonly by: string },
): Promise<void> {
  await sql`
    insert into studio.edit (piece_id, seq, edit, by_person, at, command_id)
    select ${pieceId}::uuid, ${after}::int + nth, edit, ${from.by}::uuid, ${tx.now}::timestamptz, ${from.command}::uuid
    from jsonb_array_elements(${JSON.stringify(edits)}::jsonb) with ordinality as given(edit, nth)`.execute(
    tx.db,
  )
}

/** What was carried out after one version, up to another, in order. */
export async function editsBetween(
  tx: Transaction,
  pieceId: string,
  after: number,
  until: number,
): Promise<readonly Edit[]> {
  const found = await sql<{ edit: Edit }>`
    select edit from studio.edit where piece_id = ${pieceId} and seq > ${after} and seq <= ${until} order by seq`.execute(
    tx.db,
  )
  return found.rows.map(({ edit }) => edit)
}

/** The nearest document that was kept at or before a version. */
export async function keptBefore(
  tx: Transaction,
  pieceId: string,
  version: number,
): Promise<{ readonly version: number; readonly document: SceneDocument } | undefined> {
  const found = await sql<{ version: number; document: SceneDocument }>`
    select version, document from studio.happening
    where piece_id = ${pieceId} and document is not null and version <= ${version} order by version desc, nth desc limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}
