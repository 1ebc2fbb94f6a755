/** Rows about oneself for the copy of one's own data: without other people's ids, and without secrets. */
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'

const FIELDS = {
  appointment: ['role', 'place_id', 'wing', 'from_at', 'to_at', 'acting', 'end_reason'],
  vouch: ['place_id', 'wing', 'at', 'revoked_at'],
  declaration: ['version', 'language', 'declared_at'],
  activity: ['kind', 'happened_on', 'at'],
  card: ['made_at', 'revoked_at'],
  // A note may say who complained.
  decision: ['decision', 'reason', 'at'],
  booth_change: ['from_id', 'to_id', 'asks', 'at', 'settled_at', 'chosen_id'],
  merge_kept: ['name', 'name_latin', 'place_id', 'wing', 'phone_verified_at'],
} as const

/** Rows that hang on a person. */
export async function rowsOf(
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

/** What she did herself, or reported. */
export async function rowsByHand(tx: Transaction, personId: string): Promise<Record<string, unknown>> {
  const found = await sql<Record<string, unknown>>`
    select
      (select coalesce(jsonb_agg(to_jsonb(mine) order by mine.made_at), '[]') from (
        select place_id, wing, made_at, expires_at, uses_allowed, revoked_at from people.invitation where made_by = ${personId}) mine)
        as invitations,
      (select coalesce(jsonb_agg(to_jsonb(mine) order by mine.at), '[]') from (
        select place_id, described, at, settled_at, outcome from people.missing_booth where reported_by = ${personId}) mine) as "missingBooths",
      (select coalesce(jsonb_agg(to_jsonb(mine) order by mine.at), '[]') from (
        select h.kind, h.told, h.at, h.settled_at, h.outcome,
          (select coalesce(jsonb_agg(looked.at), '[]') from people.my_reports_looked_at() looked where looked.report_id = h.id) as "lookedAt"
        from people.harassment_report h where h.reported_by is not null and people.is_mine(h.reported_by)) mine) as "harassmentReports",
      (select coalesce(jsonb_agg(to_jsonb(mine) order by mine.made_at), '[]') from (
        select file_name, state, made_at from people.import where made_by = ${personId}) mine) as imports,
      (select coalesce(jsonb_agg(to_jsonb(mine)), '[]') from people.my_lists() mine) as "onLists",
      (select coalesce(jsonb_agg(mine.said_at), '[]') from people.my_kept_apart() mine) as "saidToBeAnother"`.execute(
    tx.db,
  )
  return found.rows[0] ?? {}
}

/** Where a record comes from beside herself. */
export interface RecordSource {
  readonly kind: 'list' | 'merge'
  /** The list's file name, or the name in the record that gave way. */
  readonly name: string
  readonly at: Date | null
}

/**
 * Lists that wrote into her record and records that were merged into it, the newest first. A list that was only looked at, that said what was
 * here already, or that was taken back, is no source; the copy of her data names it all the same.
 */
export async function sourcesOfMine(tx: Transaction, most: number): Promise<readonly RecordSource[]> {
  const found = await sql<RecordSource>`
    select * from (
      select 'list' as kind, file_name as name, written_at as at from people.my_lists()
      where written_at is not null and outcome in ('new', 'changed') and coalesce(undone, 'kept') like 'kept%'
      union all
      select 'merge', name, merged_at from people.my_merged_records()) source
    order by at desc nulls last limit ${most}`.execute(tx.db)
  return found.rows
}
