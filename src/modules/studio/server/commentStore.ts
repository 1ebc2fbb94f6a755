import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export interface Comment {
  readonly id: string
  /** Null: on the whole piece. */
  readonly scene: string | null
  readonly words: string
  /** The piece's version on which it was made. */
  readonly version: number
  readonly by: string | null
  readonly at: Date
  readonly resolvedBy: string | null
  readonly resolvedAt: Date | null
}
/** Open ones first, then the latest. */
export async function commentsOf(tx: Transaction, pieceId: string): Promise<readonly Comment[]> {
  const found = await sql<Comment>`
    select id, scene, words, version, by_person as by, at, resolved_by as "resolvedBy", resolved_at as "resolvedAt"
    from studio.comment where piece_id = ${pieceId} order by resolved_at is not null, at desc limit 200`.execute(
    tx.db,
  )
  return found.rows
}

export async function insertComment(
  tx: Transaction,
  pieceId: string,
  said: { readonly id: string; readonly scene: string | undefined; readonly words: string; readonly version: number; readonly by: string },
): Promise<void> {
  await sql`
    insert into studio.comment (id, piece_id, scene, words, version, by_person, at)
    values (${said.id}, ${pieceId}, ${said.scene ?? null}, ${said.words}, ${said.version}, ${said.by}, ${tx.now})`.execute(tx.db)
} // prettier-ignore

/** @returns false where the piece has no such comment */
export async function saveResolved(
  tx: Transaction,
  pieceId: string,
  commentId: string,
  by: string | null,
): Promise<boolean> {
  const done = await sql`
    update studio.comment set resolved_by = ${by}, resolved_at = ${by === null ? null : tx.now}
    where id = ${commentId} and piece_id = ${pieceId} returning id`.execute(tx.db)
  return done.rows.length > 0
}
