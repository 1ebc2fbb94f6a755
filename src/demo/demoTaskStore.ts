import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import { demoId } from './demoId.ts'
import type { InventedQuestion, InventedReport, InventedTask, InventedWork } from './inventTasks.ts'

/** The made-up organisation's work, written past the verbs for the same reason as its people (demoStore.ts): it already has a past. */
export async function saveWork(tx: Transaction, { tasks, reports, question }: InventedWork): Promise<void> {
  await saveTasks(tx, tasks)
  await saveReports(tx, reports)
  await saveActivities(tx, reports)
  await saveQuestion(tx, question)
}

async function saveTasks(tx: Transaction, tasks: readonly InventedTask[]): Promise<void> {
  const rows = tasks.map(({ place, ...task }) => ({
    ...task,
    placeId: place.id,
    changeId: demoId(`given/${task.id}`),
  }))
  await sql`
    with given as (
      select *, ${tx.now}::timestamptz - make_interval(days => "givenDaysAgo") as at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "changeId" uuid, "placeId" uuid, wing smallint,
        "titleHi" text, "titleEn" text, "wordsHi" text, "wordsEn" text, proof text, unit text, "givenBy" uuid, "givenDaysAgo" int,
        "dueInDays" int)
    )
    insert into tasks.task (id, place_id, place_lft, place_rgt, wing, title_hi, title_en, words_hi, words_en, due_on, proof, unit,
      confirmer, given_by, given_at)
    select given.id, place.id, place.lft, place.rgt, given.wing, "titleHi", "titleEn", "wordsHi", "wordsEn",
      (${tx.now}::timestamptz at time zone 'Asia/Kolkata')::date + "dueInDays", proof, unit, 'above', "givenBy", at
    from given join places.tree as place on place.id = given."placeId"`.execute(tx.db)
  await sql`
    insert into tasks.task_change (id, task_id, what, by_person, at)
    select given."changeId", task.id, 'given', task.given_by, task.given_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "changeId" uuid)
    join tasks.task on task.id = given.id`.execute(tx.db)
}

async function saveReports(tx: Transaction, reports: readonly InventedReport[]): Promise<void> {
  const rows = reports.map(({ person, ...report }) => ({
    ...report,
    personId: person.id,
    placeId: person.place.id,
    placeLft: person.place.lft,
    wing: person.wing,
    sentId: demoId(`sent/${report.id}`),
    answeredId: demoId(`answered/${report.id}`),
  }))
  await sql`
    insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, spot, counted, happened_on, made_at,
      arrived_at, answered_by, answered_at, answer)
    select id, "taskId", "personId", "placeId", "placeLft", wing, state, told, spot, counted,
      (${tx.now}::timestamptz at time zone 'Asia/Kolkata')::date - "daysAgo", at, at, "answeredBy",
      case when state <> 'sent' then at + interval '5 hours' end, answer
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "taskId" uuid, "personId" uuid, "placeId" uuid,
      "placeLft" int, wing smallint, state text, told text, spot text, counted int, "daysAgo" int, "answeredBy" uuid, answer text)
    cross join lateral (select ${tx.now}::timestamptz - make_interval(days => "daysAgo") as at) as moment`.execute(
    tx.db,
  )
  await sql`
    insert into tasks.report_change (id, report_id, what, by_person, at)
    select given."sentId", report.id, 'sent', report.person_id, report.arrived_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "sentId" uuid) join tasks.report on report.id = given.id
    union all
    select given."answeredId", report.id, report.state, report.answered_by, report.answered_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, "answeredId" uuid) join tasks.report on report.id = given.id
    where report.state <> 'sent'`.execute(tx.db)
}

/** Confirmed reports are activities, for made-up people too: nobody is active without one. */
async function saveActivities(tx: Transaction, reports: readonly InventedReport[]): Promise<void> {
  const confirmed = reports
    .filter(({ state }) => state === 'confirmed')
    .map(({ id }) => ({ id, activityId: demoId(`activity/${id}`) }))
  await sql`
    insert into people.activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at)
    select given."activityId", report.person_id, 'task', report.id, report.place_id, report.happened_on, report.answered_by,
      report.answered_at
    from jsonb_to_recordset(${JSON.stringify(confirmed)}::jsonb) as given(id uuid, "activityId" uuid)
    join tasks.report on report.id = given.id`.execute(tx.db)
}

/** One question, so that a newcomer sees how they are asked. */
async function saveQuestion(tx: Transaction, { id, place, reports }: InventedQuestion): Promise<void> {
  if (reports.length === 0) return
  await sql`
    insert into tasks.question (id, kind, subject, place_id, place_lft, place_rgt, wing, facts, people, reports, raised_at)
    select ${id}, 'one_device', 'made up', place.id, place.lft, place.rgt, null,
      jsonb_build_object('people', count(*), 'reports', count(*), 'from', min(report.made_at), 'until', max(report.made_at)),
      array_agg(report.person_id), array_agg(report.id), ${tx.now}
    from places.tree as place, tasks.report
    where place.id = ${place.id} and report.id = any (${reports.map((report) => report.id)}::uuid[])
    group by place.id, place.lft, place.rgt`.execute(tx.db)
}
