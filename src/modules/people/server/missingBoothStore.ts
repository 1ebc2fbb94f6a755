import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'

/** Keeps a booth that somebody did not find on the list, for the coordinators of that constituency and wing. */
export async function insertMissingBooth(
  tx: Transaction,
  report: {
    readonly personId: string
    readonly constituency: { readonly id: string; readonly lft: number }
    readonly wing: number
    readonly described: string
  },
): Promise<string> {
  const id = uuidv7(tx.now)
  await tx.db
    .insertInto('people.missing_booth')
    .values({
      id,
      reported_by: report.personId,
      place_id: report.constituency.id,
      place_lft: report.constituency.lft,
      wing: report.wing,
      described: report.described,
      at: tx.now,
    })
    .execute()
  return id
}

/** What a person reported and nobody has settled yet. */
export async function openMissingBoothOf(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; described: string } | undefined> {
  return tx.db
    .selectFrom('people.missing_booth')
    .select(['id', 'described'])
    .where('reported_by', '=', personId)
    .where('settled_at', 'is', null)
    .orderBy('at', 'desc')
    .executeTakeFirst()
}

/** Closes a person's own open reports once she has found her booth. */
export async function settleOwnMissingBooths(
  tx: Transaction,
  personId: string,
  boothId: string,
): Promise<void> {
  await tx.db
    .updateTable('people.missing_booth')
    .set({ settled_at: tx.now, settled_by: personId, booth_id: boothId })
    .where('reported_by', '=', personId)
    .where('settled_at', 'is', null)
    .execute()
}
