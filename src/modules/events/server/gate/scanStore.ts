import { sql } from 'kysely'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Transaction } from '#platform/context.ts'
import type { KnownPass } from '../../domain/gate/doubt.ts'
import type { HeldScan, Presence, Ruling } from '../../domain/gate/reconcile.ts'
import type { Scan } from '../../domain/gate/scan.ts'

/** One gate of an event reckons at a time, until the transaction ends: what another has sent is then there to be read. */
export async function holdGate(tx: Transaction, eventId: string): Promise<void> {
  await sql`select events.hold_gate(${eventId})`.execute(tx.db)
}

/** Registrations behind short codes, with whose they are and how they stand. */
export async function registrationsByCode(
  tx: Transaction,
  eventId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, KnownRegistration>> {
  const found = await sql<KnownRegistration & { code: string }>`
    select code, id, person_id as "personId", state, barred from events.registration
    where event_id = ${eventId} and code = any (${codes}::text[])`.execute(tx.db)
  return new Map(found.rows.map(({ code, ...known }) => [code, known]))
}
interface KnownRegistration extends KnownPass {
  readonly id: string
  readonly personId: string
}

export interface NewScan extends Scan {
  readonly registrationId: string | null
  /** Whoever of the staff held the device; null: whoever added it. */
  readonly byRegistration: string | null
  readonly standing: HeldScan['standing']
}
/** Writes scans down; what is there stays. @returns the ids that are new */
export async function insertScans(
  tx: Transaction,
  eventId: string,
  deviceId: string,
  scans: readonly NewScan[],
): Promise<ReadonlySet<string>> {
  if (scans.length === 0) return new Set()
  const made = await sql<{ id: string }>`
    insert into events.scan (id, event_id, device_id, registration_id, serial, hall_id, way, at, clock_at, nth, how, decided, list_at,
      by_registration, undoes, standing, arrived_at)
    select id, ${eventId}::uuid, ${deviceId}::uuid, "registrationId", serial, hall, way, to_timestamp(at / 1000.0), to_timestamp(clock / 1000.0), nth, how,
      decided, to_timestamp(list / 1000.0), "byRegistration", undoes, standing, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(scans)}::jsonb) as given(id uuid, "registrationId" uuid, serial integer, hall uuid, way text, at bigint,
      clock bigint, nth integer, how text, decided text, list bigint, "byRegistration" uuid, undoes uuid, standing text)
    on conflict (id) do nothing returning id`.execute(tx.db)
  return new Set(made.rows.map(({ id }) => id))
}
/** Of some ids those that another device, or another event's, has sent. */
export async function takenElsewhere(tx: Transaction, deviceId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from events.scan where id = any (${ids}::uuid[]) and device_id <> ${deviceId}`.execute(tx.db)
  return new Set(found.rows.map(({ id }) => id))
} // prettier-ignore

interface ScanRow extends Omit<HeldScan, 'at'> {
  readonly at: Date
  readonly registrationId: string | null
}
/** Every scan of some passes, by pass, and the rulings about them. */
export async function scansOf(
  tx: Transaction,
  eventId: string,
  serials: readonly number[],
): Promise<{ readonly scans: readonly (HeldScan & { readonly registrationId: string | null })[]; readonly rulings: ReadonlyMap<string, Ruling> }> {
  const found = await sql<ScanRow>`
    select id, device_id as device, serial, hall_id as hall, way, at, nth, decided, undoes, standing, registration_id as "registrationId"
    from events.scan where event_id = ${eventId} and serial = any (${serials}::int[])`.execute(tx.db)
  const ruled = await sql<{ scanId: string; ruling: Ruling }>`
    select distinct on (scan_id) scan_id as "scanId", ruling from events.scan_ruling
    where scan_id in (select id from events.scan where event_id = ${eventId} and serial = any (${serials}::int[]))
    order by scan_id, ruled_at desc, id desc`.execute(tx.db)
  return {
    scans: found.rows.map((row) => ({ ...row, at: row.at.getTime() })),
    rulings: new Map(ruled.rows.map(({ scanId, ruling }) => [scanId, ruling])),
  }
} // prettier-ignore

/** What was reckoned of one pass. */
export interface Reckoned {
  readonly serial: number
  readonly registrationId: string | null
  readonly told: Presence
  /** The moment of the scan by which she attended. */
  readonly attendedAt: number | null
}
export interface AttendanceChange {
  readonly serial: number
  readonly registrationId: string | null
  readonly happenedOn: string | null
}

/**
 * Puts what was reckoned of some passes in place of what was reckoned before.
 * @returns whose attendance begins, ends (`happenedOn` null) or is of another day than before
 */
export async function saveReckoned(
  tx: Transaction,
  eventId: string,
  all: readonly Reckoned[],
): Promise<readonly AttendanceChange[]> {
  const serials = all.map(({ serial }) => serial)
  const before = await sql<{ serial: number; happenedOn: string; registrationId: string | null }>`
    with gone as (delete from events.attendance where event_id = ${eventId} and serial = any (${serials}::int[])
        returning serial, happened_on::text as "happenedOn", registration_id as "registrationId"),
      presence as (delete from events.presence where event_id = ${eventId} and serial = any (${serials}::int[])),
      questions as (delete from events.gate_question where event_id = ${eventId} and serial = any (${serials}::int[]))
    select * from gone`.execute(tx.db)
  const attended = all.flatMap(({ serial, registrationId, told, attendedAt }) =>
    told.attendedBy === null || attendedAt === null
      ? []
      : [{ serial, registrationId, scanId: told.attendedBy, at: attendedAt, happenedOn: indianDay(new Date(attendedAt)) }],
  )
  await sql`
    insert into events.attendance (event_id, serial, registration_id, scan_id, happened_on, at)
    select ${eventId}::uuid, serial, "registrationId", "scanId", "happenedOn", to_timestamp(at / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(attended)}::jsonb)
      as given(serial integer, "registrationId" uuid, "scanId" uuid, "happenedOn" date, at bigint)`.execute(tx.db)
  const halls = all.flatMap(({ serial, registrationId, told }) => told.halls.map((hall) => ({ ...hall, serial, registrationId })))
  await sql`
    insert into events.presence (event_id, serial, registration_id, hall_id, first_at, left_at, entries, stayed_ms, inside_since)
    select ${eventId}::uuid, serial, "registrationId", hall, to_timestamp("firstAt" / 1000.0), to_timestamp("leftAt" / 1000.0), entries, stayed,
      to_timestamp("insideSince" / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(halls)}::jsonb) as given(serial integer, "registrationId" uuid, hall uuid, "firstAt" bigint,
      "leftAt" bigint, entries integer, stayed bigint, "insideSince" bigint)`.execute(tx.db)
  const questions = all.flatMap(({ serial, registrationId, told }) => told.items.map((item) => ({ ...item, serial, registrationId })))
  await sql`
    insert into events.gate_question (event_id, serial, registration_id, scan_id, kind, other_id, at, settled)
    select ${eventId}::uuid, serial, "registrationId", scan, kind, other, to_timestamp(at / 1000.0), "isSettled"
    from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb)
      as given(serial integer, "registrationId" uuid, scan uuid, kind text, other uuid, at bigint, "isSettled" boolean)`.execute(tx.db)
  const was = new Map(before.rows.map((row) => [row.serial, row]))
  const is = new Map(attended.map((row) => [row.serial, row]))
  return all.flatMap(({ serial }) => {
    const happenedOn = is.get(serial)?.happenedOn ?? null
    const registrationId = is.get(serial)?.registrationId ?? was.get(serial)?.registrationId ?? null
    return happenedOn === (was.get(serial)?.happenedOn ?? null) ? [] : [{ serial, registrationId, happenedOn }]
  })
} // prettier-ignore

/** A scan in question, with whose pass it was. */
export async function questionedScan(
  tx: Transaction,
  eventId: string,
  scanId: string,
): Promise<{ readonly serial: number; readonly personId: string | null } | undefined> {
  const found = await sql<{ serial: number; personId: string | null }>`
    select q.serial, r.person_id as "personId" from events.gate_question q
    left join events.registration r on r.id = q.registration_id
    where q.event_id = ${eventId} and q.scan_id = ${scanId} limit 1`.execute(tx.db)
  return found.rows[0]
}
export async function insertRuling(
  tx: Transaction,
  ruling: { readonly id: string; readonly eventId: string; readonly scanId: string; readonly ruling: Ruling; readonly by: string },
): Promise<void> {
  await sql`
    insert into events.scan_ruling (id, event_id, scan_id, ruling, ruled_by, ruled_at)
    values (${ruling.id}, ${ruling.eventId}, ${ruling.scanId}, ${ruling.ruling}, ${ruling.by}, ${tx.now})`.execute(tx.db)
} // prettier-ignore

/** An attendance as the rooms below need it: whose, on which day, and who saw it. */
export async function attendanceOf(tx: Transaction, registrationId: string): Promise<
  | { readonly personId: string; readonly eventId: string; readonly happenedOn: string | null; readonly seenBy: string | null }
  | undefined
> {
  const found = await sql<{ personId: string; eventId: string; happenedOn: string | null; seenBy: string | null }>`
    select r.person_id as "personId", r.event_id as "eventId", attendance.happened_on::text as "happenedOn",
      coalesce(held.person_id, gate_device.added_by) as "seenBy"
    from events.registration r left join events.attendance on attendance.registration_id = r.id
    left join events.scan on scan.id = attendance.scan_id left join events.gate_device on gate_device.id = scan.device_id
    left join events.registration held on held.id = scan.by_registration
    where r.id = ${registrationId}`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore

/** Who attended an event, as somebody else saw it; of these persons only, where some are named. */
export async function attendeesOf(tx: Transaction, eventId: string, among?: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ personId: string }>`
    select distinct r.person_id as "personId" from events.attendance join events.registration r on r.id = attendance.registration_id
    where attendance.event_id = ${eventId} ${among ? sql`and r.person_id = any (${among}::uuid[])` : sql``}`.execute(tx.db)
  return found.rows.map(({ personId }) => personId)
} // prettier-ignore
/** Whose registrations these are. */
export async function personsBehind(tx: Transaction, registrationIds: readonly string[]): Promise<readonly string[]> {
  const found = await sql<{ personId: string }>`
    select distinct person_id as "personId" from events.registration where id = any (${registrationIds}::uuid[])`.execute(tx.db)
  return found.rows.map(({ personId }) => personId)
} // prettier-ignore
