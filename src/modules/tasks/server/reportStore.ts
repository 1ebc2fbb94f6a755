import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { ReportHappening, ReportState } from '../domain/report.ts'
import type { Task } from '../domain/task.ts'

/** What a volunteer said, as it is written down. */
export interface WrittenReport {
  readonly told: string
  readonly spot: string | null
  readonly counted: number | null
  readonly happenedOn: string
  /** 64 hex digits: the photo's address among the files. */
  readonly photo: string | null
  readonly madeAt: Date
  readonly clockDoubted: boolean
  readonly device: Buffer | null
  readonly place: { readonly id: string; readonly lft: number }
}

export interface NewReport extends WrittenReport {
  readonly id: string
  readonly taskId: string
  readonly personId: string
  readonly wing: number
}

const bytesOf = (photo: string | null): Buffer | null => (photo === null ? null : Buffer.from(photo, 'hex'))

/** @returns false when a report of this person on this task stands already */
export async function insertReport(tx: Transaction, report: NewReport): Promise<boolean> {
  const made = await sql`
    insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, spot, counted, happened_on, photo, made_at,
      arrived_at, clock_doubted, device_hash)
    values (${report.id}, ${report.taskId}, ${report.personId}, ${report.place.id}, ${report.place.lft}, ${report.wing}, 'sent',
      ${report.told}, ${report.spot}, ${report.counted}, ${report.happenedOn}, ${bytesOf(report.photo)}, ${report.madeAt}, ${tx.now},
      ${report.clockDoubted}, ${report.device})
    on conflict (task_id, person_id) where state <> 'withdrawn' do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

/** A report with what its task says, as verbs decide about it. */
export interface Report {
  readonly id: string
  readonly personId: string
  readonly placeLft: number
  readonly wing: number
  readonly state: ReportState
  readonly happenedOn: string
  readonly arrivedAt: Date
  readonly photo: string | null
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
  readonly task: Task
  /** Whether the person herself is still where the actor sees her. */
  readonly isSeen: boolean
}

type TaskRow = { [Name in keyof Task as `task_${Name}`]: Task[Name] }
interface Row extends TaskRow {
  id: string
  personId: string
  placeLft: number
  wing: number
  state: ReportState
  happenedOn: string
  arrivedAt: Date
  photo: string | null
  answeredBy: string | null
  answeredAt: Date | null
  isSeen: boolean
}

/** Finds and locks a report until the transaction ends. @returns undefined when there is none, or none that this actor may see */
export async function lockReport(tx: Transaction, id: string): Promise<Report | undefined> {
  const found = await sql<Row>`
    select report.id, report.person_id as "personId", report.place_lft as "placeLft", report.wing, report.state,
      report.happened_on::text as "happenedOn", report.arrived_at as "arrivedAt", encode(report.photo, 'hex') as photo,
      report.answered_by as "answeredBy", report.answered_at as "answeredAt",
      exists (select from people.named where named.id = report.person_id) as "isSeen",
      task.id as "task_id", task.place_id as "task_placeId", task.place_lft as "task_placeLft", task.place_rgt as "task_placeRgt",
      task.wing as "task_wing", task.title_hi as "task_titleHi", task.title_en as "task_titleEn", task.words_hi as "task_wordsHi",
      task.words_en as "task_wordsEn", task.due_on::text as "task_dueOn", task.proof as "task_proof", task.unit as "task_unit",
      task.confirmer as "task_confirmer", task.given_by as "task_givenBy", task.given_at as "task_givenAt",
      task.ended_at as "task_endedAt"
    from tasks.report join tasks.task on task.id = report.task_id
    where report.id = ${id} for update of report`.execute(tx.db)
  const row = found.rows[0]
  if (!row) return undefined
  const ofTask = Object.entries(row).flatMap(([name, value]) =>
    name.startsWith('task_') ? [[name.slice('task_'.length), value] as const] : [],
  )
  const { personId, placeLft, wing, state, happenedOn, arrivedAt, photo, answeredBy, answeredAt, isSeen } =
    row
  const task = Object.fromEntries(ofTask) as unknown as Task
  return {
    id,
    personId,
    placeLft,
    wing,
    state,
    happenedOn,
    arrivedAt,
    photo,
    answeredBy,
    answeredAt,
    isSeen,
    task,
  }
}

/** Writes down what was corrected; what it was answered before is over. */
export async function saveCorrected(tx: Transaction, id: string, report: WrittenReport): Promise<void> {
  await sql`
    update tasks.report set state = 'sent', place_id = ${report.place.id}, place_lft = ${report.place.lft}, told = ${report.told},
      spot = ${report.spot}, counted = ${report.counted}, happened_on = ${report.happenedOn}, photo = ${bytesOf(report.photo)},
      made_at = ${report.madeAt}, arrived_at = ${tx.now}, clock_doubted = ${report.clockDoubted}, device_hash = ${report.device},
      answered_by = null, answered_at = null, answer = null
    where id = ${id}`.execute(tx.db)
}

/** Takes reports back, with everything that was told in them. */
export async function saveWithdrawn(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    update tasks.report set state = 'withdrawn', told = null, spot = null, counted = null, photo = null, device_hash = null,
      answered_by = null, answered_at = null, answer = null
    where id = any (${ids}::uuid[])`.execute(tx.db)
}

export async function saveAnswered(
  tx: Transaction,
  id: string,
  answered: { readonly state: 'confirmed' | 'sent_back'; readonly by: string; readonly words: string | null },
): Promise<void> {
  await sql`
    update tasks.report set state = ${answered.state}, answered_by = ${answered.by}, answered_at = ${tx.now}, answer = ${answered.words}
    where id = ${id}`.execute(tx.db)
}

/** A confirmed report waits again, as it was before. */
export async function saveWaitingAgain(tx: Transaction, id: string): Promise<void> {
  await sql`
    update tasks.report set state = 'sent', answered_by = null, answered_at = null, answer = null where id = ${id}`.execute(
    tx.db,
  )
}

export async function insertReportChange(
  tx: Transaction,
  reportIds: readonly string[],
  what: ReportHappening | 'sent' | 'taken_back',
  by: string | null,
): Promise<void> {
  await sql`
    insert into tasks.report_change (id, report_id, what, by_person, at)
    select given.id, given.report_id, ${what}, ${by}, ${tx.now}
    from unnest(${reportIds.map(() => uuidv7(tx.now))}::uuid[], ${reportIds}::uuid[]) as given(id, report_id)`.execute(
    tx.db,
  )
}

/** Removes the words and photos of all reports of somebody; what is confirmed stays as a bare fact. @returns addresses of her photos */
export async function emptyReportsOf(tx: Transaction, personId: string): Promise<readonly string[]> {
  const photos = await sql<{ photo: string }>`
    select distinct encode(photo, 'hex') as photo from tasks.report where person_id = ${personId} and photo is not null`.execute(
    tx.db,
  )
  await sql`
    update tasks.report set told = null, spot = null, photo = null, device_hash = null where person_id = ${personId}`.execute(
    tx.db,
  )
  return photos.rows.map(({ photo }) => photo)
}

/** Her reports that nobody has confirmed. */
export async function unconfirmedOf(tx: Transaction, personId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`
    select id from tasks.report where person_id = ${personId} and state in ('sent', 'sent_back') for update`.execute(
    tx.db,
  )
  return found.rows.map(({ id }) => id)
}

/** Where a report's photo lies, and whose it is. */
export async function photoOf(
  tx: Transaction,
  id: string,
): Promise<{ personId: string; placeLft: number; wing: number; photo: string | null } | undefined> {
  const found = await sql<{ personId: string; placeLft: number; wing: number; photo: string | null }>`
    select person_id as "personId", place_lft as "placeLft", wing, encode(photo, 'hex') as photo
    from tasks.report where id = ${id}`.execute(tx.db)
  return found.rows[0]
}
