import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { hashOfCode } from './invitationCode.ts'
import { openCode, sealCode } from './invitationStore.ts'

interface BoothPlace {
  readonly id: string
  readonly lft: number
}

/**
 * Booths under a place in the tree's order.
 * @param vacantIn only booths at which this wing has nobody confirmed, as far as the actor may see
 */
export async function boothsToInvite(
  tx: Transaction,
  place: { readonly lft: number; readonly rgt: number },
  vacantIn: number | undefined,
  most: number,
): Promise<readonly BoothPlace[]> {
  const vacant =
    vacantIn === undefined
      ? sql``
      : sql`and not exists (select from people.person
          where place_lft = booth.lft and wing = ${vacantIn} and state in ('vouched', 'active'))`
  const found = await sql<BoothPlace>`
    select id, lft from places.booth booth
    where lft between ${place.lft} and ${place.rgt} ${vacant}
    order by lft limit ${most}`.execute(tx.db)
  return found.rows
}

interface SheetTerms {
  readonly batchId: string
  readonly wing: number
  readonly madeBy: string
  readonly expiresAt: Date
  readonly usesAllowed: number
}

/** Saves a whole sheet of invitations in one statement. */
export async function insertSheet(
  tx: Transaction,
  keys: KeyRing,
  made: readonly { readonly id: string; readonly code: string; readonly place: BoothPlace }[],
  terms: SheetTerms,
): Promise<void> {
  await sql`
    insert into people.invitation
      (id, code_hash, code_sealed, place_id, place_lft, wing, made_by, made_at, expires_at, uses_allowed, batch_id)
    select id, code_hash, code_sealed, place_id, place_lft, ${terms.wing}, ${terms.madeBy}, ${tx.now}, ${terms.expiresAt},
      ${terms.usesAllowed}, ${terms.batchId}
    from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ code }) => hashOfCode(code))}::bytea[],
      ${made.map(({ id, code }) => sealCode(keys, code, id))}::bytea[], ${made.map(({ place }) => place.id)}::uuid[],
      ${made.map(({ place }) => place.lft)}::integer[]) as given(id, code_hash, code_sealed, place_id, place_lft)`.execute(
    tx.db,
  )
}

/** One square of a printed sheet. */
export interface SheetCode {
  readonly id: string
  readonly code: string
  readonly boothNumber: number | null
  readonly boothHi: string
  readonly boothEn: string
  readonly constituencyHi: string
  readonly constituencyEn: string
  readonly placeId: string
  readonly lft: number
  readonly rgt: number
  readonly wing: number
  readonly expiresAt: Date
}

/** The live invitations of a sheet, in the order of the booths; what the actor may not see is not among them. */
export async function sheetCodes(
  tx: Transaction,
  keys: KeyRing,
  batchId: string,
): Promise<readonly SheetCode[]> {
  const found = await sql<Omit<SheetCode, 'code'> & { sealed: Buffer }>`
    select i.id, i.code_sealed as sealed, booth.code as "boothNumber", booth.name_hi as "boothHi", booth.name_en as "boothEn",
      seat.name_hi as "constituencyHi", seat.name_en as "constituencyEn", i.place_id as "placeId", booth.lft, booth.rgt, i.wing,
      i.expires_at as "expiresAt"
    from people.invitation i
    join places.tree booth on booth.id = i.place_id
    join places.area seat on seat.level = 'constituency' and booth.lft between seat.lft and seat.rgt
    where i.batch_id = ${batchId} and i.revoked_at is null and i.expires_at > ${tx.now}
    order by booth.lft`.execute(tx.db)
  return found.rows.map(({ sealed, ...row }) => ({ ...row, code: openCode(keys, sealed, row.id) }))
}

/** A printed sheet whose codes still work. */
export interface LiveSheet {
  readonly batchId: string
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly wing: number
  readonly codes: number
}

/** Sheets with live codes for booths of a place, newest first, as far as the actor may see. */
export async function liveSheetsAt(
  tx: Transaction,
  place: { readonly lft: number; readonly rgt: number },
  most: number,
): Promise<readonly LiveSheet[]> {
  const found = await sql<LiveSheet>`
    select batch_id as "batchId", max(made_at) as "madeAt", max(expires_at) as "expiresAt", min(wing)::int as wing, count(*)::int as codes
    from people.invitation
    where place_lft between ${place.lft} and ${place.rgt} and batch_id is not null and revoked_at is null and expires_at > ${tx.now}
      and uses < uses_allowed
    group by batch_id order by max(made_at) desc, batch_id limit ${most}`.execute(tx.db)
  return found.rows
}
