import { sql } from 'kysely'
import type { SceneDocument } from '#engines/scenes/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Happening } from '../domain/piece.ts'

interface Happened {
  readonly id: string
  readonly hash: string
  readonly version: number
}

/** @param document what stood there, where somebody is about to read it */
export async function insertHappening(
  tx: Transaction,
  piece: Happened,
  what: Happening,
  by: string | null,
  { words, document }: { readonly words?: string; readonly document?: SceneDocument } = {},
): Promise<void> {
  await sql`
    insert into studio.happening (id, piece_id, what, version, hash, document, words, by_person, at)
    values (${uuidv7(tx.now)}, ${piece.id}, ${what}, ${piece.version}, decode(${piece.hash}, 'hex'),
      ${document ? JSON.stringify(document) : null}::jsonb, ${words ?? null}, ${by}, ${tx.now})`.execute(
    tx.db,
  )
}
