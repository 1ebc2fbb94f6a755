import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import type { InvitationByCode } from '../domain/invitation.ts'
import { hashOfCode } from './invitationCode.ts'

/** Binds a sealed code to its row. */
const codeBinding = (invitationId: string): string => `people.invitation:${invitationId}`

/** An invitation for whoever holds its code, signed in or not. */
export async function invitationByCode(tx: Transaction, code: string): Promise<InvitationByCode | undefined> {
  const found = await sql<InvitationByCode>`
    select id, place_id as "placeId", wing, role, expires_at as "expiresAt", uses, uses_allowed as "usesAllowed",
      revoked_at as "revokedAt"
    from people.invitation_by_code(${hashOfCode(code)})`.execute(tx.db)
  return found.rows[0]
}

/** Counts one use; racing joins wait for each other on the row. @returns whether there was one left */
export async function useInvitation(tx: Transaction, code: string): Promise<boolean> {
  const used = await sql`select id from people.use_invitation(${hashOfCode(code)}, ${tx.now})`.execute(tx.db)
  return used.rows.length > 0
}

export interface NewInvitation {
  readonly id: string
  readonly code: string
  readonly place: { readonly id: string; readonly lft: number }
  readonly wing: number
  readonly madeBy: string
  readonly expiresAt: Date
  readonly usesAllowed: number
}

/** Saves an invitation; its code is kept as a hash and, for its maker's eyes, sealed. */
export async function insertInvitation(
  tx: Transaction,
  keys: KeyRing,
  invitation: NewInvitation,
): Promise<void> {
  await tx.db
    .insertInto('people.invitation')
    .values({
      id: invitation.id,
      code_hash: hashOfCode(invitation.code),
      code_sealed: sealCode(keys, invitation.code, invitation.id),
      place_id: invitation.place.id,
      place_lft: invitation.place.lft,
      wing: invitation.wing,
      made_by: invitation.madeBy,
      made_at: tx.now,
      expires_at: invitation.expiresAt,
      uses_allowed: invitation.usesAllowed,
    })
    .execute()
}

/** A code as the database keeps it, for its maker's eyes. */
export const sealCode = (keys: KeyRing, code: string, invitationId: string): Buffer =>
  seal(keys, code, codeBinding(invitationId))

/** The code again, for its maker: the link and the printed sheet are made from it. */
export const openCode = (keys: KeyRing, sealed: Buffer, invitationId: string): string =>
  unseal(keys, sealed, codeBinding(invitationId))

/** Ends every invitation that a person made: who leaves invites nobody. */
export async function revokeInvitationsOf(tx: Transaction, personId: string): Promise<void> {
  await tx.db
    .updateTable('people.invitation')
    .set({ revoked_at: tx.now })
    .where('made_by', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}
