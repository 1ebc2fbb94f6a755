import { sql, type RawBuilder } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import { keptPlan } from '#platform/database/keptPlans.ts'
import type { Transaction } from '#platform/context.ts'
import type { Proof } from '../domain/task.ts'

/** A report that waits for whoever asks. */
export interface WaitingReport {
  readonly id: string
  readonly taskId: string
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly proof: Proof
  readonly unit: string | null
  readonly personId: string
  readonly nameHi: string
  readonly nameEn: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly parentHi: string | null
  readonly parentEn: string | null
  readonly told: string | null
  readonly spot: string | null
  readonly counted: number | null
  readonly happenedOn: string
  readonly hasPhoto: boolean
  readonly arrivedAt: Date
  readonly clockDoubted: boolean
  /** 0: nobody stands nearer to it than the asker; 1: somebody nearer is asked first. */
  readonly part: number
}

/** As `mayConfirm` says it, for whole lists: a coordinator above her in that wing, whom the task's own word on who confirms lets. */
const asksFor = (reader: readonly Authority[]): RawBuilder<unknown> => sql`
  report.state = 'sent' and report.person_id is distinct from (select access.actor())
  and exists (select from held
    where report.place_lft between held.lft and held.rgt and (held.wing is null or held.wing = report.wing)
      and case task.confirmer when 'giver' then task.given_by = (select access.actor())
        when 'constituency' then held.level in ('constituency', 'district', 'state') else true end)
  and report.place_lft between ${Math.min(...reader.map(({ lft }) => lft))} and ${Math.max(...reader.map(({ rgt }) => rgt))}`

const heldBy = (reader: readonly Authority[]): RawBuilder<unknown> => sql`
  held as materialized (
    select * from jsonb_to_recordset(${JSON.stringify(reader.map(({ lft, rgt, wing, level }) => ({ lft, rgt, wing, level })))}::jsonb)
      as held(lft integer, rgt integer, wing smallint, level text))`

/** Where no coordinator stands strictly inside the reader's own appointments; a null wing reaches every wing. */
const nearest = (now: Date): RawBuilder<unknown> => sql`
  nearest as materialized (
    select coalesce(range_agg(own.ranges), '{}') as keys from (
      select unnest(
        (select range_agg(int8range(access.scope_key(stripe.number, held.lft), access.scope_key(stripe.number, held.rgt), '[]'))
          from people.wing_name stripe where held.wing is null or held.wing = stripe.number)
        - people.delegated(held.lft, held.rgt, ${now})) as ranges
      from held) as own)`

/** A task that names the giver or the constituency is nobody's nearer than theirs. */
const PART = sql`case when task.confirmer = 'giver' or report.scope_key <@ (select keys from nearest)
  or (task.confirmer = 'constituency' and exists (select from held where held.level = 'constituency'
    and report.place_lft between held.lft and held.rgt)) then 0 else 1 end`

export type QueueKey = readonly [part: number, arrived: number, id: string]

/** Reports that wait for the reader, those nearest to her first, then as they came. */
export async function waitingReports(
  tx: Transaction,
  reader: readonly Authority[],
  taskId: string | undefined,
  after: QueueKey | undefined,
  most: number,
): Promise<readonly WaitingReport[]> {
  const found = await sql<WaitingReport>`
    with ${heldBy(reader)}, ${nearest(tx.now)}, queue as (
      select report.*, task.title_hi, task.title_en, task.proof, task.unit, ${PART} as part
      from tasks.report join tasks.task on task.id = report.task_id
      where ${asksFor(reader)} ${taskId ? sql`and report.task_id = ${taskId}` : sql``}
    )
    select report.id, report.task_id as "taskId", report.title_hi as "titleHi", report.title_en as "titleEn", report.proof, report.unit,
      report.person_id as "personId", who.name_hi as "nameHi", who.name_en as "nameEn", place.name_hi as "placeHi",
      place.name_en as "placeEn", place.code as "placeCode", up.name_hi as "parentHi", up.name_en as "parentEn", report.told, report.spot,
      report.counted, report.happened_on::text as "happenedOn", report.photo is not null as "hasPhoto", report.arrived_at as "arrivedAt",
      report.clock_doubted as "clockDoubted", report.part
    from queue as report join people.named as who on who.id = report.person_id
    join places.tree as place on place.id = report.place_id left join places.tree as up on up.id = place.parent_id
    ${after ? sql`where (report.part, report.arrived_at, report.id) > (${after[0]}::int, ${new Date(after[1])}::timestamptz, ${after[2]}::uuid)` : sql``}
    order by report.part, report.arrived_at, report.id limit ${most}`.execute(tx.db)
  return found.rows
}

/** How many wait for the reader: all, and those for whom nobody nearer is asked first. */
export async function countWaitingReports(
  tx: Transaction,
  reader: readonly Authority[],
): Promise<{ readonly all: number; readonly nearest: number }> {
  const found = await sql<{ all: number; nearest: number }>`
    ${keptPlan} with ${heldBy(reader)}, ${nearest(tx.now)}
    select count(*)::int as "all", count(*) filter (where ${PART} = 0)::int as nearest
    from tasks.report join tasks.task on task.id = report.task_id join people.named as who on who.id = report.person_id
    where ${asksFor(reader)}`.execute(tx.db)
  return found.rows[0]!
}

/** A report that somebody confirmed. */
export interface Confirmed {
  readonly id: string
  readonly taskId: string
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly nameHi: string
  readonly nameEn: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly at: Date
}

/** What somebody confirmed since a moment, newest first, of those whom she still sees. */
export async function confirmedBy(
  tx: Transaction,
  by: string,
  since: Date,
  most: number,
): Promise<readonly Confirmed[]> {
  const found = await sql<Confirmed>`
    select report.id, report.task_id as "taskId", task.title_hi as "titleHi", task.title_en as "titleEn", who.name_hi as "nameHi",
      who.name_en as "nameEn", place.name_hi as "placeHi", place.name_en as "placeEn", place.code as "placeCode",
      report.answered_at as at
    from tasks.report join tasks.task on task.id = report.task_id join people.named as who on who.id = report.person_id
    join places.tree as place on place.id = report.place_id
    where report.state = 'confirmed' and report.answered_by = ${by} and report.answered_at > ${since}
    order by report.answered_at desc, report.id limit ${most}`.execute(tx.db)
  return found.rows
}
