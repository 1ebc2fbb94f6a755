import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { Check } from '../domain/piece.ts'

export interface Signature {
  /** As one person where records were merged; null: she left. */
  readonly by: string | null
  readonly at: Date
}
/** Who has signed what stands there now. */
export async function standingSignatures(tx: Transaction, pieceId: string): Promise<readonly Signature[]> {
  const found = await sql<Signature>`
    select people.stands_for(by_person) as by, at from studio.approval where piece_id = ${pieceId} and voided_at is null order by at`.execute(
    tx.db,
  )
  return found.rows
}

/** @returns how many different people have signed these bytes by now */
export async function insertSignature(
  tx: Transaction,
  piece: { readonly id: string; readonly hash: string },
  by: string,
  checked: readonly Check[],
): Promise<number> {
  await sql`
    insert into studio.approval (id, piece_id, hash, by_person, checked, at)
    values (${uuidv7(tx.now)}, ${piece.id}, decode(${piece.hash}, 'hex'), ${by}, ${checked}, ${tx.now})`.execute(
    tx.db,
  )
  const found = await sql<{ n: number }>`
    select studio.signatures_of(${piece.id}, decode(${piece.hash}, 'hex'))::int as n`.execute(tx.db)
  return found.rows[0]!.n
}
