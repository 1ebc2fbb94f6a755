import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import type { HarassmentKind } from '../domain/harassment.ts'

const binding = (id: string): string => `people.harassment:${id}`

/** Takes a report from whoever acts, be it nobody. */
export async function insertReport(
  tx: Transaction,
  keys: KeyRing,
  report: {
    readonly id: string
    readonly kind: HarassmentKind
    readonly told: string | undefined
    readonly contact: string | undefined
  },
): Promise<void> {
  const { id, kind, told, contact } = report
  const sealed = contact ? seal(keys, contact, binding(id)) : null
  await sql`select people.take_harassment_report(${id}, ${kind}, ${told ?? null}, ${sealed}, ${tx.now})`.execute(
    tx.db,
  )
}

/**
 * Adds words to a report just taken, by whoever made it; nobody can read one back, so the database has a door for this alone.
 * @returns false when it has words already, was answered, is over an hour old, or is somebody else's
 */
export async function addToReport(
  tx: Transaction,
  keys: KeyRing,
  id: string,
  words: { readonly told: string | undefined; readonly contact: string | undefined },
): Promise<boolean> {
  const sealed = words.contact ? seal(keys, words.contact, binding(id)) : null
  const { rows } = await sql<{ added: boolean }>`
    select people.add_to_harassment_report(${id}, ${words.told ?? null}, ${sealed}, ${tx.now}) as added`.execute(
    tx.db,
  )
  return rows[0]?.added === true
}

export interface HarassmentReport {
  readonly id: string
  readonly kind: HarassmentKind
  readonly told: string | null
  readonly contact: string | null
  readonly reportedBy: string | null
  readonly at: Date
  readonly settledAt: Date | null
  readonly settledBy: string | null
  readonly outcome: string | null
  /** How often its contact was opened. */
  readonly seen: number
}

/** Where a part of the list ended: open or settled, its moment (ISO, microseconds), its id. */
export type ReportKey = readonly [settled: boolean, moment: string, id: string]

type Row = Omit<HarassmentReport, 'contact'> & {
  readonly contact_sealed: Buffer | null
  readonly moment: string
}

const MOMENT = sql`to_char(coalesce(settled_at, at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
const COLUMNS = sql`id, kind, told, contact_sealed, reported_by as "reportedBy", at, settled_at as "settledAt",
  settled_by as "settledBy", outcome, ${MOMENT} as moment,
  (select count(*)::int from people.harassment_sighting where report_id = report.id) as seen`

/**
 * Reports as far as row-level security leaves them: those that wait first, the longest waiting on top; then the settled, newest first.
 * Contacts in clear: the verb masks them.
 */
export async function reports(
  tx: Transaction,
  keys: KeyRing,
  after: ReportKey | undefined,
  most: number,
): Promise<readonly (HarassmentReport & { readonly key: ReportKey })[]> {
  const part = (settled: boolean, beyond: RawBuilder<unknown>) => sql<Row>`
    select ${COLUMNS} from people.harassment_report report
    where (settled_at is not null) = ${settled} ${beyond}
    order by ${settled ? sql`settled_at desc, id desc` : sql`at, id`} limit ${most}`
  const waiting =
    after?.[0] === true
      ? []
      : (
          await part(
            false,
            after ? sql`and (at, id) > (${after[1]}::timestamptz, ${after[2]}::uuid)` : sql``,
          ).execute(tx.db)
        ).rows
  const beyond =
    after?.[0] === true ? sql`and (settled_at, id) < (${after[1]}::timestamptz, ${after[2]}::uuid)` : sql``
  const settled = waiting.length < most ? (await part(true, beyond).execute(tx.db)).rows : []
  return [...waiting, ...settled].slice(0, most).map(({ moment, ...row }) => ({
    ...opened(keys, row),
    key: [row.settledAt !== null, moment, row.id] as const,
  }))
}

/** One report, held until commit. */
export async function lockReport(
  tx: Transaction,
  keys: KeyRing,
  id: string,
): Promise<HarassmentReport | undefined> {
  const found = await sql<Row>`
    select ${COLUMNS} from people.harassment_report report where id = ${id} for update`.execute(tx.db)
  return found.rows[0] && opened(keys, found.rows[0])
}

function opened(keys: KeyRing, { contact_sealed: sealed, ...row }: Omit<Row, 'moment'>): HarassmentReport {
  return { ...row, contact: sealed && unseal(keys, sealed, binding(row.id)) }
}

/** Different reports whose contact someone opened since a moment. Reveals of one viewer wait for each other until commit. */
export async function contactsSeenSince(tx: Transaction, seenBy: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.reveal:${seenBy}`}, 0))`.execute(tx.db)
  const found = await sql<{ n: number }>`
    select count(distinct report_id)::int as n from people.harassment_sighting
    where seen_by = ${seenBy} and at >= ${since}`.execute(tx.db)
  return found.rows[0]!.n
}

/** Notes that a contact was opened, beside the report and in the reporter's own record. */
export async function noteContactSeen(tx: Transaction, reportId: string, seenBy: string): Promise<void> {
  await sql`insert into people.harassment_sighting (report_id, seen_by, at) values (${reportId}, ${seenBy}, ${tx.now})`.execute(
    tx.db,
  )
  await sql`select people.tell_reporter(${reportId}, ${tx.now})`.execute(tx.db)
}

export async function saveOutcome(
  tx: Transaction,
  id: string,
  settled: { readonly by: string; readonly outcome: string },
): Promise<void> {
  await sql`
    update people.harassment_report set settled_at = ${tx.now}, settled_by = ${settled.by}, outcome = ${settled.outcome}
    where id = ${id}`.execute(tx.db)
}
