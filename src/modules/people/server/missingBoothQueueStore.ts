import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'

/** A booth that somebody did not find, as its coordinator reads it. */
export interface MissingBoothReport extends NameInScripts {
  readonly id: string
  readonly personId: string
  readonly described: string
  readonly at: Date
  readonly wing: number
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly lft: number
  readonly rgt: number
}

const COLUMNS = sql`report.id, report.reported_by as "personId", who.name, who.name_latin as "nameLatin", who.name_devanagari as "nameDevanagari",
  report.described, report.at, report.wing, report.place_id as "placeId", p.name_hi as "placeHi", p.name_en as "placeEn", p.lft, p.rgt`
const SOURCE = sql`people.missing_booth report join people.person who on who.id = report.reported_by
  join places.tree p on p.id = report.place_id`

/** Open reports, oldest first, as far as the actor's scope reaches; one's own is somebody else's to settle. */
export async function openReports(tx: Transaction, most: number): Promise<readonly MissingBoothReport[]> {
  const found = await sql<MissingBoothReport>`
    select ${COLUMNS} from ${SOURCE}
    where report.settled_at is null and report.reported_by is distinct from access.actor()
    order by report.at, report.id limit ${most}`.execute(tx.db)
  return found.rows
}

export async function lockOpenReport(tx: Transaction, id: string): Promise<MissingBoothReport | undefined> {
  const found = await sql<MissingBoothReport>`
    select ${COLUMNS} from ${SOURCE} where report.id = ${id} and report.settled_at is null for update of report`.execute(
    tx.db,
  )
  return found.rows[0]
}

export async function saveSettled(
  tx: Transaction,
  id: string,
  settled: { readonly outcome: string; readonly by: string; readonly boothId: string | null },
): Promise<void> {
  await sql`
    update people.missing_booth set settled_at = ${tx.now}, settled_by = ${settled.by}, outcome = ${settled.outcome},
      booth_id = ${settled.boothId}
    where id = ${id}`.execute(tx.db)
}
