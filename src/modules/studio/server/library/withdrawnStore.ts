import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

export interface Gone {
  readonly mediaId: string
  readonly file: string
}
type Bytes = Readonly<Record<'pieceId' | 'hash', string>>

/**
 * Takes back what rests on a medium that is out of use, or on a consent that was recorded with it and is withdrawn: pieces that are read or approved are drafts again,
 * which voids their signatures (studio.bind_bytes). What is public goes by its own bytes: a piece that was edited since may show it no more and its page still does.
 * @returns bytes that are approved no more, and bytes that once were: somebody may still hold what was made of them
 */
export async function voidPiecesWith(tx: Transaction, gone: Gone, words: string): Promise<readonly Bytes[]> {
  // Held in a statement of its own: the next one sees also the page that somebody was making public in this moment.
  await sql`select from studio.piece p where studio.rests_on(p.document) && ${namesOf(gone)} order by p.id for update`.execute(tx.db)
  return (await voidQuery(gone, words, tx.now).execute(tx.db)).rows
} // prettier-ignore

const namesOf = ({ mediaId, file }: Gone) => sql`(select array[${file}::text]
  || array(select id::text from studio.depicted where media_id = ${mediaId} and withdrawn_at is not null))`

export const voidQuery = (those: Gone, words: string, now: Date) => sql<Bytes>`
    with gone as materialized (
      select ${namesOf(those)} as names),
    hit as (
      select p.id, p.hash, p.version, p.state, exists (select from studio.approval a where a.piece_id = p.id and a.voided_at is null) as signed
      from studio.piece p where studio.rests_on(p.document) && (select names from gone) for update of p),
    happened as (
      insert into studio.happening (id, piece_id, what, version, hash, words, by_person, at)
      select gen_random_uuid(), hit.id, 'voided', hit.version, hit.hash, ${words}, null, ${now} from hit where hit.state in ('in_review', 'approved')),
    drafted as (
      update studio.piece p set state = 'draft', changed_at = ${now} from hit where p.id = hit.id and hit.state in ('in_review', 'approved')),
    hidden as (
      update studio.publication q set withdrawn_at = ${now}, withdrawn_why = ${words}
      where q.withdrawn_at is null and studio.rests_on(q.document) && (select names from gone)),
    once as (
      select s.piece_id as id, s.hash from studio.happening s
      where s.what = 'sent' and studio.rests_on(s.document) && (select names from gone)
        and exists (select from studio.happening a where a.piece_id = s.piece_id and a.hash = s.hash and a.what = 'approved'))
    select id as "pieceId", encode(hash, 'hex') as hash from (
      select id, hash from hit where signed and state in ('in_review', 'approved') union select id, hash from once) as void order by 1, 2`

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
  where studio.rests_on(document) @> array[${file}] and state <> 'retired' order by changed_at desc limit 50`
