import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { NOTICE_VERSION, type Purpose } from '../domain/notice.ts'

/** One agreement: to what, in which words, when, and when it was taken back. */
export interface Consent {
  readonly purpose: Purpose
  readonly noticeVersion: string
  readonly language: 'hi' | 'en'
  readonly givenAt: Date
  readonly withdrawnAt: Date | null
}

/** Keeps what a person agreed to just now, under the notice in force and the language she read it in. */
export async function giveConsents(
  tx: Transaction,
  personId: string,
  purposes: readonly Purpose[],
  language: 'hi' | 'en',
): Promise<void> {
  if (purposes.length === 0) return
  await tx.db
    .insertInto('people.consent')
    .values(
      purposes.map((purpose) => ({
        id: uuidv7(tx.now),
        person_id: personId,
        purpose,
        notice_version: NOTICE_VERSION,
        language,
        given_at: tx.now,
      })),
    )
    .execute()
}

/** All agreements of a person, newest first: withdrawn ones stay as a record. */
export async function consentsOf(tx: Transaction, personId: string): Promise<readonly Consent[]> {
  const rows = await tx.db
    .selectFrom('people.consent')
    .select(['purpose', 'notice_version', 'language', 'given_at', 'withdrawn_at'])
    .where('person_id', '=', personId)
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    purpose: row.purpose as Purpose,
    noticeVersion: row.notice_version,
    language: row.language as 'hi' | 'en',
    givenAt: row.given_at,
    withdrawnAt: row.withdrawn_at,
  }))
}

/** Takes back what is in force; without a purpose, everything. @returns how many agreements ended */
export async function withdrawConsents(
  tx: Transaction,
  personId: string,
  purpose?: Purpose,
): Promise<number> {
  let ending = tx.db
    .updateTable('people.consent')
    .set({ withdrawn_at: tx.now })
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
  if (purpose) ending = ending.where('purpose', '=', purpose)
  const ended = await ending.executeTakeFirst()
  return Number(ended.numUpdatedRows)
}
