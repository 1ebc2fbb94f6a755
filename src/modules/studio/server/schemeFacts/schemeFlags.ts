import type { Transaction } from '#platform/context.ts'
import type { SchemeFlag } from '../../domain/schemeFacts.ts'
import { flagsQuery } from './schemeFactStore.ts'

/**
 * Which of these pieces speak of a scheme that has changed, was altered or is gone since they read it: for lists, the editor and whoever reviews. A flag changes no
 * approval by itself: what was signed stays what was signed, and people decide.
 * @returns at most one flag a piece, none for pieces whose facts stand
 */
export async function schemeFlags(
  tx: Transaction,
  pieceIds: readonly string[],
): Promise<ReadonlyMap<string, SchemeFlag>> {
  if (pieceIds.length === 0) return new Map()
  const { rows } = await flagsQuery(pieceIds).execute(tx.db)
  return new Map(rows.map((flag) => [flag.pieceId, flag]))
}
