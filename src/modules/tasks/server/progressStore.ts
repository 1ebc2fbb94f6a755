import { sql, type RawBuilder } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Part, Progress } from '../domain/progress.ts'
import type { Task } from '../domain/task.ts'
import type { PlaceOf } from './placeStore.ts'

/**
 * How far tasks are, live and set-based. Row-level security shows whoever asks the people and reports of the own scope alone, so each number
 * is of the own part. Everybody is counted once: who reported by the report, at the place where it was made; else who is asked, where she
 * stands now.
 */

interface Stretch {
  readonly lft: number
  readonly rgt: number
}

const ofWing = (wing: number | null, column: RawBuilder<unknown>): RawBuilder<unknown> =>
  wing === null ? sql`` : sql`and ${column} = ${wing}`

/** Those asked between two numbers who have no standing report. */
const silent = (task: Task, low: RawBuilder<unknown>, high: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  from people.named as who
  where who.place_lft between ${low} and ${high} ${ofWing(task.wing, sql`who.wing`)} and people.is_vouched(who.state)
    and not exists (select from tasks.report where report.task_id = ${task.id} and report.person_id = who.id
      and report.state <> 'withdrawn')`

export interface AreaProgress {
  readonly place: PlaceOf
  readonly progress: Progress
}

/**
 * The query that `progressBelow` runs, open for the test that proves its plan. Which places is said by itself: mixed with what is counted there it
 * would count at every place of the state first.
 */
export const progressQuery = (
  task: Task,
  placeId: string,
  after = 0,
  most = 1000,
): RawBuilder<PlaceOf & Progress> => sql`
  select area.id, area.level, area.lft, area.rgt, area.code, area.name_hi as "nameHi", area.name_en as "nameEn", silent.none, tally.*
  from places.tree as area
  cross join lateral (
    select count(*)::int as none
    ${silent(task, sql`greatest(area.lft, ${task.placeLft}::int)`, sql`least(area.rgt, ${task.placeRgt}::int)`)}) as silent
  cross join lateral (
    select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'sent_back')::int as sent_back,
      count(*) filter (where state = 'confirmed')::int as confirmed
    from tasks.report where report.task_id = ${task.id} and report.place_lft between area.lft and area.rgt) as tally
  where (area.id = ${placeId} or (area.parent_id = ${placeId} and area.ended_on is null and area.lft > ${after}::int))
    and (area.id = ${placeId} or area.level <> 'booth' or silent.none + tally.sent + tally.sent_back + tally.confirmed > 0)
  order by area.id = ${placeId} desc, area.lft limit ${most + 1}`

/** How far a task is at a place and at each place directly below it where it asks somebody (a vacant booth would be a row of noughts), in the tree's order from a point on; the place itself comes first. */
export async function progressBelow(
  tx: Transaction,
  task: Task,
  placeId: string,
  after: number | undefined,
  most: number,
): Promise<readonly AreaProgress[]> {
  const found = await progressQuery(task, placeId, after, most).execute(tx.db)
  return found.rows.map(({ none, sent, sent_back, confirmed, ...place }) => ({
    place,
    progress: { none, sent, sent_back, confirmed },
  }))
}

/** One of the people behind a number. */
export interface AskedPerson {
  readonly personId: string
  readonly nameHi: string | null
  readonly nameEn: string | null
  readonly part: Part
  readonly reportId: string | null
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly placeLft: number
}

/** The people behind a number, in the tree's order, from a point on. A name is missing for whoever moved out of the asker's scope. */
export async function peopleOf(
  tx: Transaction,
  task: Task,
  { lft, rgt }: Stretch,
  part: Part | undefined,
  after: readonly [lft: number, id: string] | undefined,
  most: number,
): Promise<readonly AskedPerson[]> {
  const [low, high] = [Math.max(lft, task.placeLft), Math.min(rgt, task.placeRgt)]
  const found = await sql<AskedPerson>`
    with line as (
      select who.id as person, 'none' as part, null::uuid as report, who.place_lft, who.place_id
      ${silent(task, sql`${low}`, sql`${high}`)}
      union all
      select report.person_id, report.state, report.id, report.place_lft, report.place_id
      from tasks.report where report.task_id = ${task.id} and report.place_lft between ${lft} and ${rgt} and report.state <> 'withdrawn'
    )
    select line.person as "personId", who.name_hi as "nameHi", who.name_en as "nameEn", line.part, line.report as "reportId",
      place.name_hi as "placeHi", place.name_en as "placeEn", place.code as "placeCode", line.place_lft as "placeLft"
    from line join places.tree as place on place.id = line.place_id left join people.named as who on who.id = line.person
    where (${part ?? null}::text is null or line.part = ${part ?? null}::text)
      ${after ? sql`and (line.place_lft, line.person) > (${after[0]}::int, ${after[1]}::uuid)` : sql``}
    order by line.place_lft, line.person limit ${most}`.execute(tx.db)
  return found.rows
}
