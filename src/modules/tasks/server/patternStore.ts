import { sql, type RawBuilder } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import {
  BURST_REPORTS,
  DEVICE_PEOPLE,
  HAND_DAYS,
  HAND_PEOPLE,
  LOOKED_BACK_DAYS,
  NIGHT_FROM,
  NIGHT_UNTIL,
  PHOTO_PEOPLE,
  type QuestionKind,
} from '../domain/pattern.ts'

/** What was found, before it is a question: whom it concerns, which reports show it, and the numbers between which they lie. */
interface Finding {
  readonly kind: QuestionKind
  readonly subject: string
  readonly people: readonly string[]
  readonly reports: readonly string[]
  readonly low: number
  readonly high: number
  readonly wing: number | null
  readonly from: Date
  readonly until: Date
}

/** A question names at most this many reports; its figures count all. */
const SHOWN = 50

/** What every kind gathers of the reports of one group. */
const GATHERED = sql`array_agg(distinct report.person_id) as people,
  (array_agg(report.id order by report.arrived_at desc))[1:${sql.lit(SHOWN)}] as reports, count(*)::int as many,
  min(report.place_lft) as low, max(report.place_lft) as high,
  case when count(distinct report.wing) = 1 then min(report.wing) end as wing, min(report.made_at) as "from", max(report.made_at) as until`

const since = (now: Date, days: number): RawBuilder<unknown> =>
  sql`${now}::timestamptz - make_interval(days => ${days})`
/** The week in India in which something ended: within one week it is asked once. */
const week = (moment: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`to_char(${moment} at time zone 'Asia/Kolkata', 'IYYY-"W"IW')`

/** One device, or one picture, for many people. */
const sharedBy = (
  kind: 'one_device' | 'one_photo',
  column: RawBuilder<unknown>,
  people: number,
  now: Date,
) => sql`
  select ${kind} as kind, encode(${column}, 'hex') || ' ' || ${week(sql`max(report.arrived_at)`)} as subject, ${GATHERED}
  from tasks.report
  where report.arrived_at > ${since(now, LOOKED_BACK_DAYS)} and ${column} is not null and report.state <> 'withdrawn'
  group by ${column} having count(distinct report.person_id) >= ${people}`

/** Many reports of one constituency made within one hour of a night. */
const nightBursts = (now: Date): RawBuilder<unknown> => sql`
  select 'night_burst' as kind, area.id || ' ' || night.night as subject, ${GATHERED}
  from (
    select night.id, night.area, night.night, count(*) over (
      partition by night.area, night.night order by night.made_at range between interval '1 hour' preceding and current row) as within_hour
    from (
      select report.id, report.made_at, area.id as area,
        -- A night carries the date of its evening.
        ((report.made_at at time zone 'Asia/Kolkata') - make_interval(hours => ${NIGHT_UNTIL}))::date as night
      from tasks.report join places.area on area.level = 'constituency' and report.place_lft between area.lft and area.rgt
      where report.arrived_at > ${since(now, LOOKED_BACK_DAYS)} and report.state <> 'withdrawn'
        and (extract(hour from report.made_at at time zone 'Asia/Kolkata') >= ${NIGHT_FROM}
          or extract(hour from report.made_at at time zone 'Asia/Kolkata') < ${NIGHT_UNTIL})) as night) as night
  join tasks.report on report.id = night.id join places.area on area.id = night.area
  group by area.id, night.night
  having max(night.within_hour) >= ${BURST_REPORTS} and count(distinct report.person_id) >= ${BURST_REPORTS}`

/** One person invited, vouched for and confirmed the same people. It stands where that person coordinates, for those above. */
const oneHand = (now: Date): RawBuilder<unknown> => sql`
  select 'one_hand' as kind, report.answered_by || ' ' || to_char(max(report.answered_at) at time zone 'Asia/Kolkata', 'YYYY-MM') as subject,
    array_agg(distinct report.person_id) || report.answered_by as people,
    (array_agg(report.id order by report.answered_at desc))[1:${sql.lit(SHOWN)}] as reports, count(*)::int as many,
    min(least(report.place_lft, held.lft)) as low, max(greatest(report.place_lft, held.rgt)) as high,
    case when count(distinct report.wing) = 1 then min(report.wing) end as wing, min(report.answered_at) as "from",
    max(report.answered_at) as until
  from tasks.report
  join people.hands as hands on hands.person_id = report.person_id and hands.invited_by = report.answered_by
    and hands.vouched_by = report.answered_by
  cross join lateral (
    select coalesce(min(own.lft), report.place_lft) as lft, coalesce(max(own.rgt), report.place_lft) as rgt
    from people.authority_of(report.answered_by, ${now}) as own where own.role = 'coordinator') as held
  where report.state = 'confirmed' and report.answered_at > ${since(now, HAND_DAYS)}
  group by report.answered_by having count(distinct report.person_id) >= ${HAND_PEOPLE}`

/**
 * Looks through the last days' reports and writes down what looks unlikely, each pattern once. It stands at the lowest area that holds all
 * of it, so that whoever leads them all is asked.
 * @returns the new questions
 */
export async function askAboutPatterns(
  tx: Transaction,
): Promise<readonly { readonly id: string; readonly kind: QuestionKind }[]> {
  const { now } = tx
  const found = await sql<Finding & { many: number; place_id: string; place_lft: number; place_rgt: number }>`
    with finding as (
      ${sharedBy('one_device', sql`report.device_hash`, DEVICE_PEOPLE, now)}
      union all ${sharedBy('one_photo', sql`report.photo`, PHOTO_PEOPLE, now)}
      union all ${nightBursts(now)}
      union all ${oneHand(now)}
    )
    select finding.*, place.id as place_id, place.lft as place_lft, place.rgt as place_rgt
    from finding cross join lateral (
      select id, lft, rgt from places.area where lft <= finding.low and rgt >= finding.high order by lft desc limit 1) as place
    where not exists (select from tasks.question where question.kind = finding.kind and question.subject = finding.subject)`.execute(
    tx.db,
  )
  if (found.rows.length === 0) return []
  const rows = found.rows.map(({ kind, subject, people, reports, many, from, until, wing, ...place }) => ({
    id: uuidv7(now),
    kind,
    subject,
    place_id: place.place_id,
    place_lft: place.place_lft,
    place_rgt: place.place_rgt,
    wing,
    facts: { people: kind === 'one_hand' ? people.length - 1 : people.length, reports: many, from, until },
    people: `{${people.join(',')}}`,
    reports: `{${reports.join(',')}}`,
  }))
  const made = await sql<{ id: string; kind: QuestionKind }>`
    insert into tasks.question (id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people, reports, raised_at)
    select id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people::uuid[], reports::uuid[], ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, kind text, subject text, place_id uuid, place_lft integer,
      place_rgt integer, wing smallint, facts jsonb, people text, reports text)
    on conflict (kind, subject) do nothing returning id, kind`.execute(tx.db)
  return made.rows
}
