import { sql } from 'kysely'
import type { Authority } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/context.ts'
import type { Run } from '../policy.ts'
import type { EventState } from '../../domain/event.ts'

/** A phone at a gate. */
export interface GateDevice {
  readonly id: string
  readonly eventId: string
  readonly name: string
  readonly addedBy: string | null
  readonly addedAt: Date
  readonly claimedAt: Date | null
  readonly heardAt: Date | null
  readonly listAt: Date | null
  /** Scans that waited on it when it was last heard. */
  readonly waiting: number
  readonly removedAt: Date | null
}
const COLUMNS = sql`gate_device.id, gate_device.event_id as "eventId", gate_device.name, gate_device.added_by as "addedBy",
  gate_device.added_at as "addedAt", gate_device.claimed_at as "claimedAt", gate_device.heard_at as "heardAt",
  gate_device.list_at as "listAt", gate_device.waiting, gate_device.removed_at as "removedAt"`

export async function insertDevice(
  tx: Transaction,
  device: { readonly id: string; readonly eventId: string; readonly name: string; readonly by: string },
): Promise<void> {
  await sql`
    insert into events.gate_device (id, event_id, name, added_by, added_at)
    values (${device.id}, ${device.eventId}, ${device.name}, ${device.by}, ${tx.now})`.execute(tx.db)
}

/** @returns undefined when there is none of this event, or none that this actor may see */
export async function findDevice(tx: Transaction, eventId: string, id: string): Promise<GateDevice | undefined> {
  const found = await sql<GateDevice>`
    select ${COLUMNS} from events.gate_device where id = ${id} and event_id = ${eventId}`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore

/** Gives a device the secret that it made, unless another has taken the place. @returns false then */
export async function claimDeviceRow(tx: Transaction, id: string, tokenHash: Buffer): Promise<boolean> {
  const claimed = await sql`
    update events.gate_device set token_hash = ${tokenHash}, claimed_at = coalesce(claimed_at, ${tx.now}), heard_at = ${tx.now}
    where id = ${id} and removed_at is null and (token_hash is null or token_hash = ${tokenHash})
      and not exists (select from events.gate_device other where other.token_hash = ${tokenHash} and other.id <> ${id})`.execute(
    tx.db,
  )
  return Number(claimed.numAffectedRows ?? 0) > 0
}

export interface DeviceWithEvent extends GateDevice {
  readonly eventNumber: number
  readonly eventState: EventState
  readonly titleHi: string | null
  readonly titleEn: string | null
  readonly startsOn: string
  readonly endsOn: string
}
const WITH_EVENT = sql`event.number as "eventNumber", event.state as "eventState", event.title_hi as "titleHi", event.title_en as "titleEn",
  event.starts_on::text as "startsOn", event.ends_on::text as "endsOn"`
/** The device behind a secret, taken off or not: what it still has to send is never lost. */
export async function deviceBehind(tx: Transaction, tokenHash: Buffer): Promise<DeviceWithEvent | undefined> {
  const found = await sql<DeviceWithEvent>`
    select ${COLUMNS}, ${WITH_EVENT} from events.gate_device join events.event on event.id = gate_device.event_id
    where token_hash = ${tokenHash}`.execute(tx.db)
  return found.rows[0]
}

/** Notes that a device was heard. @param heard how many scans wait on it; left out: it did not say */
export async function noteHeard(
  tx: Transaction,
  id: string,
  heard: { readonly waiting?: number; readonly tookList?: boolean },
): Promise<void> {
  await sql`
    update events.gate_device set heard_at = ${tx.now}
      ${heard.waiting === undefined ? sql`` : sql`, waiting = ${heard.waiting}`}
      ${heard.tookList ? sql`, list_at = ${tx.now}` : sql``}
    where id = ${id}`.execute(tx.db)
}

/** @param by null: the house @returns false when it was taken off already */
export async function removeDeviceRow(tx: Transaction, id: string, by: string | null): Promise<boolean> {
  const removed = await sql`
    update events.gate_device set removed_at = ${tx.now}, removed_by = ${by}
    where id = ${id} and removed_at is null`.execute(tx.db)
  return Number(removed.numAffectedRows ?? 0) > 0
}

/** Whoever added a device, with what she holds now, and its event as policies see one. */
export interface Adder extends Run {
  /** Null: her record is gone. */
  readonly personId: string | null
  /** She is not suspended and has not left. */
  readonly stands: boolean
  readonly authorities: readonly Authority[]
}
export async function adderOf(tx: Transaction, deviceId: string): Promise<Adder | undefined> {
  const found = await sql<Adder>`
    select adder.id as "personId", event.place_lft as "placeLft", event.place_rgt as "placeRgt", event.wing,
      exists (select from people.named who where who.id = adder.id and who.state not in ('suspended', 'left', 'declined')) as stands,
      exists (select from events.organiser where organiser.event_id = event.id and organiser.person_id = adder.id and organiser.ended_at is null)
        as "isOrganiser",
      people.offices_of(adder.id, ${tx.now}) as authorities
    from events.gate_device device join events.event on event.id = device.event_id
    cross join lateral (select people.stands_for(device.added_by) as id) as adder
    where device.id = ${deviceId}`.execute(tx.db)
  return found.rows[0]
}

/** Every device of an event with how many scans came from it, the latest added first. */
export async function devicesOf(
  tx: Transaction,
  eventId: string,
): Promise<readonly (GateDevice & { readonly scans: number })[]> {
  const found = await sql<GateDevice & { scans: number }>`
    select ${COLUMNS}, coalesce(sent.scans, 0) as scans from events.gate_device
    left join (select device_id, count(*)::int as scans from events.scan where event_id = ${eventId} group by 1) as sent
      on sent.device_id = gate_device.id
    where event_id = ${eventId} order by removed_at is not null, added_at desc, id`.execute(tx.db)
  return found.rows
}
