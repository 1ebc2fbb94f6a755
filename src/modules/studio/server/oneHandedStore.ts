import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/**
 * Makes drafts again of pieces that somebody signed, under whichever of her records, and that two people approve no more: both hands were hers, or she edited it under
 * another record. That voids their signatures (studio.bind_bytes).
 * @returns them by the bytes that were approved
 */
export async function voidOneHanded(
  tx: Transaction,
  personId: string,
  words: string,
): Promise<readonly { readonly pieceId: string; readonly hash: string }[]> {
  const found = await sql<{ pieceId: string; hash: string }>`
    with hit as (
      select p.id, p.hash, p.version from studio.piece p
      where p.state = 'approved' and studio.signatures_of(p.id, p.hash) < 2
        and p.id in (select a.piece_id from studio.approval a where a.voided_at is null
          and a.by_person in (select ${personId}::uuid union select gone.person_id from people.merged_with(array[${personId}::uuid]) gone))
      order by p.id for update of p),
    happened as (
      insert into studio.happening (id, piece_id, what, version, hash, words, by_person, at)
      select gen_random_uuid(), id, 'voided', version, hash, ${words}, null, ${tx.now} from hit),
    drafted as (update studio.piece p set state = 'draft', changed_at = ${tx.now} from hit where p.id = hit.id)
    select id as "pieceId", encode(hash, 'hex') as hash from hit`.execute(tx.db)
  return found.rows
}
