import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

/**
 * Takes back what stood on a file that is out of use: pieces with it that are read or approved are drafts again, which voids their signatures (studio.bind_bytes), and
 * what of them is public is no longer.
 * @returns those whose signatures stood, by their bytes
 */
export async function voidPiecesWith(
  tx: Transaction,
  file: string,
  words: string,
): Promise<readonly { readonly pieceId: string; readonly hash: string }[]> {
  const found = await sql<{ pieceId: string; hash: string }>`
    with hit as (
      select p.id, p.hash, p.version, p.state, exists (select from studio.approval a where a.piece_id = p.id and a.voided_at is null) as signed
      from studio.piece p where studio.files_of(p.document) @> array[${file}] for update of p),
    happened as (
      insert into studio.happening (id, piece_id, what, version, hash, words, by_person, at)
      select gen_random_uuid(), hit.id, 'voided', hit.version, hit.hash, ${words}, null, ${tx.now} from hit where hit.state in ('in_review', 'approved')),
    drafted as (
      update studio.piece p set state = 'draft', changed_at = ${tx.now} from hit where p.id = hit.id and hit.state in ('in_review', 'approved')),
    hidden as (
      update studio.publication q set withdrawn_at = ${tx.now}, withdrawn_why = ${words} from hit where q.piece_id = hit.id and q.withdrawn_at is null)
    select id as "pieceId", encode(hash, 'hex') as hash from hit where signed and state in ('in_review', 'approved')`.execute(
    tx.db,
  )
  return found.rows
}

export interface PieceWith {
  readonly id: string
  readonly hi: string
  readonly en: string
  readonly placeLft: number
  readonly placeRgt: number
  readonly wing: number | null
}
/** Pieces that show or let hear a file, the latest changed first. */
export const piecesWith = async (tx: Transaction, file: string): Promise<readonly PieceWith[]> =>
  (await piecesWithQuery(file).execute(tx.db)).rows

export const piecesWithQuery = (file: string) => sql<PieceWith>`
  select id, title_hi as hi, title_en as en, place_lft as "placeLft", place_rgt as "placeRgt", wing from studio.piece
  where studio.files_of(document) @> array[${file}] and state <> 'retired' order by changed_at desc limit 50`
