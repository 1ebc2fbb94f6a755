import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { PersonState } from '../domain/ladder.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'

/** An invitation without its code. */
export interface InvitationRow {
  readonly id: string
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly level: string
  readonly lft: number
  readonly rgt: number
  readonly wing: number
  readonly madeBy: string
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly uses: number
  readonly usesAllowed: number
  readonly revokedAt: Date | null
  readonly batchId: string | null
}

const COLUMNS = sql`i.id, i.place_id as "placeId", p.name_hi as "placeHi", p.name_en as "placeEn", p.level, p.lft, p.rgt, i.wing,
  i.made_by as "madeBy", i.made_at as "madeAt", i.expires_at as "expiresAt", i.uses, i.uses_allowed as "usesAllowed",
  i.revoked_at as "revokedAt", i.batch_id as "batchId"`
const SOURCE = sql`people.invitation i join places.tree p on p.id = i.place_id`

export async function lockInvitation(tx: Transaction, id: string): Promise<InvitationRow | undefined> {
  const found =
    await sql<InvitationRow>`select ${COLUMNS} from ${SOURCE} where i.id = ${id} for update of i`.execute(
      tx.db,
    )
  return found.rows[0]
}

export async function findInvitation(
  tx: Transaction,
  id: string,
): Promise<(InvitationRow & { readonly codeSealed: Buffer }) | undefined> {
  const found = await sql<InvitationRow & { codeSealed: Buffer }>`
    select ${COLUMNS}, i.code_sealed as "codeSealed" from ${SOURCE} where i.id = ${id}`.execute(tx.db)
  return found.rows[0]
}

export async function revokeNow(tx: Transaction, id: string): Promise<void> {
  await sql`update people.invitation set revoked_at = ${tx.now} where id = ${id}`.execute(tx.db)
}

/** A sheet counts as one line: its codes are seen together on the sheet itself. */
export interface InvitationLine extends InvitationRow {
  /** How many invitations this line stands for: 1, or the codes of a sheet. */
  readonly codes: number
}

/**
 * Single invitations and sheets, newest first.
 * @param before [made at, id] of the last line of the part before
 */
export async function invitationLines(
  tx: Transaction,
  live: boolean,
  before: readonly [madeAt: string, id: string] | undefined,
  most: number,
): Promise<readonly InvitationLine[]> {
  const isLive = sql`(i.revoked_at is null and i.expires_at > ${tx.now} and i.uses < i.uses_allowed)`
  const found = await sql<InvitationLine>`
    with line as (
      select (min(i.id::text))::uuid as id, count(*)::int as codes, sum(i.uses)::int as uses, sum(i.uses_allowed)::int as allowed,
        max(i.made_at) as made_at
      from people.invitation i
      where ${live ? isLive : sql`not ${isLive}`}
      group by coalesce(i.batch_id, i.id)
      ${before ? sql`having (max(i.made_at), min(i.id::text)) < (${before[0]}::timestamptz, ${before[1]})` : sql``}
      order by max(i.made_at) desc, min(i.id::text) desc limit ${most}
    )
    select i.id, i.wing, i.made_by as "madeBy", i.made_at as "madeAt", i.expires_at as "expiresAt", i.revoked_at as "revokedAt",
      i.batch_id as "batchId", line.uses, line.allowed as "usesAllowed", line.codes,
      p.id as "placeId", p.name_hi as "placeHi", p.name_en as "placeEn", p.level, p.lft, p.rgt
    from line join people.invitation i on i.id = line.id
    join places.tree own on own.id = i.place_id
    join places.tree p on p.id = case when line.codes > 1 then own.parent_id else own.id end
    order by line.made_at desc, line.id::text desc`.execute(tx.db)
  return found.rows
}

/** Somebody who came by an invitation. */
export interface JoinedBy extends NameInScripts {
  readonly id: string
  readonly state: PersonState
  /** Her record gave way to another that stands for her. */
  readonly merged: boolean
  readonly appliedAt: Date
}

/** Who joined by an invitation, newest first, as far as the actor may see. */
export async function joinedBy(
  tx: Transaction,
  invitationId: string,
  most: number,
): Promise<readonly JoinedBy[]> {
  const found = await sql<JoinedBy>`
    select id, name, name_latin as "nameLatin", name_devanagari as "nameDevanagari", state, merged_into is not null as merged,
      applied_at as "appliedAt" from people.person where invitation_id = ${invitationId} order by applied_at desc, id limit ${most}`.execute(
    tx.db,
  )
  return found.rows
}
