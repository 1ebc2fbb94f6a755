import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { myMergedRecords } from './mergeStore.ts'
import { myStanding } from './myStanding.ts'
import { readOwn } from './myRecord.ts'

/** Everything about oneself as one JSON document (DPDP Act 2023 s. 11), for oneself only. */
export async function exportMyData(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  const standing = await myStanding(ctx)
  return ctx.transaction(async (tx) => {
    const own = await readOwn(tx, ctx)
    record(tx, 'people.exportMyData', `person:${personId}`, {})
    const { booth, constituency, district, wing, missingBooth } = standing
    return {
      exportedAt: ctx.now,
      person: { id: personId, ...own, booth, constituency, district, wing, missingBooth },
      appointments: await rowsOf(tx, 'appointment', personId),
      vouches: await rowsOf(tx, 'vouch', personId),
      declarations: await rowsOf(tx, 'declaration', personId),
      activities: await rowsOf(tx, 'activity', personId),
      cards: await rowsOf(tx, 'card', personId),
      mergedRecords: await myMergedRecords(tx),
    }
  })
}

const FIELDS = {
  appointment: ['role', 'place_id', 'wing', 'from_at', 'to_at'],
  vouch: ['place_id', 'wing', 'at', 'revoked_at'],
  declaration: ['version', 'language', 'declared_at'],
  activity: ['kind', 'happened_on', 'at'],
  card: ['made_at', 'revoked_at'],
} as const

/** Rows that hang on a person, without other people's ids and without secrets. */
async function rowsOf(
  tx: Transaction,
  table: keyof typeof FIELDS,
  personId: string,
): Promise<readonly unknown[]> {
  return tx.db
    .selectFrom(`people.${table}`)
    .select(FIELDS[table] as never)
    .where('person_id', '=', personId)
    .execute()
}
