import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { ItemKind } from '../../domain/gate/reconcile.ts'
import type { How, Reason } from '../../domain/gate/scan.ts'

/** Who is inside a hall now, and who ever was. `hallId` null: the event's gate as a whole. */
export interface HallCount {
  readonly hallId: string | null
  readonly inside: number
  readonly were: number
}
export async function countHalls(tx: Transaction, eventId: string): Promise<readonly HallCount[]> {
  const found = await sql<HallCount>`
    select hall_id as "hallId", count(*) filter (where inside_since is not null)::int as inside, count(*)::int as were
    from events.presence where event_id = ${eventId} group by 1 order by 1 nulls first`.execute(tx.db)
  return found.rows
}

/** How many came of those who were expected, by the place of their quota. */
export interface PlaceCount {
  readonly placeHi: string
  readonly placeEn: string
  readonly expected: number
  readonly came: number
}
export async function countPlaces(tx: Transaction, eventId: string): Promise<readonly PlaceCount[]> {
  const found = await sql<PlaceCount>`
    select place.name_hi as "placeHi", place.name_en as "placeEn",
      count(*) filter (where r.state in ('registered', 'asked'))::int as expected, count(attendance.serial)::int as came
    from events.registration r join events.quota on quota.id = r.quota_id join places.tree as place on place.id = quota.place_id
    left join events.attendance on attendance.registration_id = r.id
    where r.event_id = ${eventId} group by place.id, place.name_hi, place.name_en, place.lft order by place.lft`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** Arrivals by the quarter of an hour: first scans that count. */
export async function countArrivals(
  tx: Transaction,
  eventId: string,
): Promise<readonly { readonly from: Date; readonly came: number }[]> {
  const found = await sql<{ from: Date; came: number }>`
    select date_bin('15 minutes', at, '2020-01-01T00:00:00Z') as "from", count(*)::int as came
    from events.attendance where event_id = ${eventId} group by 1 order by 1`.execute(tx.db)
  return found.rows
}

/** A question of the gates as somebody settles it. */
export interface GateQuestion {
  readonly scanId: string
  readonly kind: ItemKind
  readonly decided: Reason
  readonly how: How
  readonly at: Date
  readonly deviceName: string
  readonly hallId: string | null
  readonly otherAt: Date | null
  readonly otherDevice: string | null
  readonly serial: number
  readonly personId: string | null
  readonly nameHi: string | null
  readonly nameEn: string | null
}
export async function openQuestions(
  tx: Transaction,
  eventId: string,
  most: number,
): Promise<{ readonly rows: readonly GateQuestion[]; readonly all: number }> {
  const found = await sql<GateQuestion & { all: number }>`
    select q.scan_id as "scanId", q.kind, scan.decided, scan.how, q.at, device.name as "deviceName", scan.hall_id as "hallId", other.at as "otherAt",
      second.name as "otherDevice", q.serial, r.person_id as "personId", r.name_hi as "nameHi", r.name_en as "nameEn", count(*) over ()::int as all
    from events.gate_question q join events.scan on scan.id = q.scan_id join events.gate_device device on device.id = scan.device_id
    left join events.scan other on other.id = q.other_id left join events.gate_device second on second.id = other.device_id
    left join events.registration r on r.id = q.registration_id
    where q.event_id = ${eventId} and not q.settled order by q.at, q.scan_id, q.kind limit ${most}`.execute(
    tx.db,
  )
  return { rows: found.rows, all: found.rows[0]?.all ?? 0 }
}

/** One's own coming and going, devices and rulings, for the copy of one's data. */
export async function ownGateRecords(tx: Transaction, personId: string): Promise<Readonly<Record<'scans' | 'attendance' | 'presence' | 'questions' | 'devices' | 'rulings', readonly unknown[]>>> {
  const own = sql`(select id from events.registration where person_id = ${personId})`
  const rows = async (query: ReturnType<typeof sql>) => (await query.execute(tx.db)).rows
  return {
    scans: await rows(sql`select way, at, how, decided, standing from events.scan where registration_id in ${own} order by at, id`),
    attendance: await rows(sql`select event_id, happened_on, at from events.attendance where registration_id in ${own} order by at`),
    presence: await rows(sql`select event_id, hall_id, first_at, left_at, entries, stayed_ms from events.presence where registration_id in ${own} order by first_at`),
    questions: await rows(sql`select event_id, kind, at, settled from events.gate_question where registration_id in ${own} order by at`),
    devices: await rows(sql`select event_id, name, added_at, removed_at from events.gate_device where added_by = ${personId} order by added_at`),
    rulings: await rows(sql`select event_id, ruling, ruled_at from events.scan_ruling where ruled_by = ${personId} order by ruled_at`),
  }
} // prettier-ignore
