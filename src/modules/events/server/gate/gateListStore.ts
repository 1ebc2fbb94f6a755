import type { EventOfPass } from '#modules/credentials/server/index.ts'
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { RegistrationState } from '../../domain/seats.ts'

/** A registration as the gate's list needs it. */
export interface GateRow {
  readonly code: string
  readonly state: RegistrationState
  readonly barred: boolean
  readonly mark: number | null
  readonly nameHi: string | null
  readonly nameEn: string | null
  readonly placeHi: string
}

/**
 * The registrations of an event that changed at or after a moment; all of them without one. Whoever withdrew or is barred is there as a bare serial: a
 * phone at a gate must know that her pass opens nothing, and needs no name for that.
 */
export async function gateRows(tx: Transaction, eventId: string, since: Date | undefined): Promise<readonly GateRow[]> {
  const found = await sql<GateRow>`
    select r.code, r.state, r.barred, case when is_expected then r.phone_mark end as mark, case when is_expected then r.name_hi end as "nameHi",
      case when is_expected then r.name_en end as "nameEn", case when is_expected then place.name_hi else '' end as "placeHi"
    from events.registration r join events.quota on quota.id = r.quota_id join places.tree as place on place.id = quota.place_id
      cross join lateral (select r.state <> 'withdrawn' and not r.barred as is_expected) as stands
    where r.event_id = ${eventId} ${since ? sql`and greatest(r.changed_at, r.gate_at) >= ${since}` : sql``}`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** What changes when anything does that the list says: how many passes there are, and when one changed last. */
export async function stateOfList(tx: Transaction, eventId: string): Promise<string> {
  const found = await sql<{ state: string }>`
    select count(*) || ' ' || coalesce(max(greatest(changed_at, gate_at))::text, '') as state
    from events.registration where event_id = ${eventId}`.execute(tx.db)
  return found.rows[0]!.state
}

export async function countPasses(tx: Transaction, eventId: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from events.registration where event_id = ${eventId}`.execute(tx.db)
  return found.rows[0]!.n
}

/** What a pass says: the event's number and days, one's own code and name. */
export async function ownPassFacts(tx: Transaction, eventId: string, personId: string): Promise<
  | { readonly number: number; readonly endsOn: string; readonly madeOn: Date; readonly code: string; readonly state: RegistrationState; readonly barred: boolean; readonly name: string; readonly placeHi: string }
  | undefined
> {
  const found = await sql<{ number: number; endsOn: string; madeOn: Date; code: string; state: RegistrationState; barred: boolean; name: string; placeHi: string }>`
    select event.number, event.ends_on::text as "endsOn", r.queued_at as "madeOn", r.code, r.state, r.barred, coalesce(r.name_hi, r.name_en, '') as name,
      place.name_hi as "placeHi"
    from events.registration r join events.event on event.id = r.event_id join events.quota on quota.id = r.quota_id
    join places.tree as place on place.id = quota.place_id
    where r.event_id = ${eventId} and r.person_id = ${personId}`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore

/** Whether a pass's seat holds, and of which event it is; for anybody. @returns undefined for a pass of no registration that there is */
export async function passStanding(tx: Transaction, eventNumber: number, code: string): Promise<PassStanding | undefined> {
  const found = await sql<PassStanding>`
    select holds, title_hi as "titleHi", title_en as "titleEn", starts_on::text as "startsOn", ends_on::text as "endsOn"
    from events.pass_standing(${eventNumber}, ${code})`.execute(tx.db)
  return found.rows[0]
} // prettier-ignore
interface PassStanding extends EventOfPass {
  readonly holds: boolean
}

/** Registrations of an event of which nothing is kept of the phone yet, with the phones, sealed, as people publish them. */
export async function unmarkedPhones(tx: Transaction, eventId: string): Promise<readonly { readonly id: string; readonly personId: string; readonly phoneSealed: Buffer }[]> {
  const found = await sql<{ id: string; personId: string; phoneSealed: Buffer }>`
    select r.id, r.person_id as "personId", who.phone_sealed as "phoneSealed"
    from events.registration r join people.reach as who on who.id = r.person_id
    where r.event_id = ${eventId} and r.phone_mark is null and r.state <> 'withdrawn'`.execute(tx.db)
  return found.rows
} // prettier-ignore
export async function saveMarks(
  tx: Transaction,
  marks: readonly { readonly id: string; readonly mark: number }[],
): Promise<void> {
  await sql`
    update events.registration r set phone_mark = given.mark, gate_at = ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as given(id uuid, mark smallint) where r.id = given.id`.execute(
    tx.db,
  )
}
/** Somebody proved another phone: what is kept of the one before is dropped, and reckoned anew with the next list. */
export async function dropMarks(tx: Transaction, personId: string): Promise<void> {
  await sql`
    update events.registration set phone_mark = null, gate_at = ${tx.now}
    where person_id = ${personId} and phone_mark is not null`.execute(tx.db)
}

/** Sets whether somebody's passes open anything, by how people say that she stands now. @returns how many changed */
export async function saveBarred(tx: Transaction, personId: string): Promise<number> {
  const changed = await sql`
    update events.registration r set barred = not stands.good, gate_at = ${tx.now}
    from (select exists (select from people.named who where who.id = ${personId} and people.is_vouched(who.state)) as good) as stands
    where r.person_id = ${personId} and r.barred <> not stands.good`.execute(tx.db)
  return Number(changed.numAffectedRows ?? 0)
}
