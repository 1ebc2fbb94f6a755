import { mergeEdits, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { editsBetween, keptBefore } from './editStore.ts'
import type { Piece } from './pieceStore.ts'

/** A piece as it stood after one of its edits: the log replayed. @throws Refusal notFound for a version that it never had */
export async function documentAt(tx: Transaction, piece: Piece, version: number): Promise<SceneDocument> {
  if (version === piece.version) return piece.document
  const kept = version < 0 || version > piece.version ? undefined : await keptBefore(tx, piece.id, version)
  if (!kept) throw new Refusal('notFound', { reason: 'studio_version_unknown' })
  return mergeEdits(kept.document, await editsBetween(tx, piece.id, kept.version, version)).document
}
