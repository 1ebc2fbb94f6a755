import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'

const TOKEN_BYTES = 32
/** 32 bytes in base64url: what a card's address ends with. */
export const CARD_TOKEN = /^[\w-]{43}$/

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
const binding = (hash: Buffer): string => `people.card:${hash.toString('hex')}`

/** Makes a card's public token: random, so it says nothing by itself and cannot be guessed. @returns the token */
export async function insertCard(tx: Transaction, keys: KeyRing, personId: string): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const hash = hashOf(token)
  await tx.db
    .insertInto('people.card')
    .values({
      token_hash: hash,
      token_sealed: seal(keys, token, binding(hash)),
      person_id: personId,
      made_at: tx.now,
    })
    .execute()
  return token
}

/** The token of a person's card in force, for her own eyes. */
export async function liveCardOf(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
): Promise<{ token: string; madeAt: Date } | undefined> {
  const row = await tx.db
    .selectFrom('people.card')
    .select(['token_hash', 'token_sealed', 'made_at'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
  return row && { token: unseal(keys, row.token_sealed, binding(row.token_hash)), madeAt: row.made_at }
}

/** Whoever checks an old card from now on reads "revoked". */
export async function revokeCards(tx: Transaction, personId: string): Promise<void> {
  await tx.db
    .updateTable('people.card')
    .set({ revoked_at: tx.now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** What a stranger may learn from a card's token. */
export interface CheckedCard {
  readonly valid: boolean
  readonly firstNameHi: string
  readonly firstNameEn: string
  readonly placeLft: number
}

export async function cardByToken(tx: Transaction, token: string): Promise<CheckedCard | undefined> {
  const found = await sql<CheckedCard>`
    select valid, first_name as "firstNameHi", first_name_latin as "firstNameEn", place_lft as "placeLft"
    from people.check_card(${hashOf(token)})`.execute(tx.db)
  return found.rows[0]
}
