import { sql } from 'kysely'
import type { peopleWork } from '#modules/people/server/index.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Transaction } from '#platform/context.ts'

type MergedRecords = Parameters<Parameters<typeof peopleWork.followMerges>[1]>[1]

/**
 * Hands registrations, what was said afterwards, offices at events and events made to the record that stays. Where both have one for the same
 * event, each keeps its own, and giveBackDoubles settles which stands.
 * @returns how many rows went
 */
export async function passOver(tx: Transaction, { mergeId, staysId, givesId }: MergedRecords): Promise<number> {
  const passed = await sql`
    with registration as (
      update events.registration one set person_id = ${staysId} where person_id = ${givesId}
        and not exists (select from events.registration own where own.event_id = one.event_id and own.person_id = ${staysId}) returning id),
    organiser as (
      update events.organiser one set person_id = ${staysId} where person_id = ${givesId} and (ended_at is not null
        or not exists (select from events.organiser own where own.event_id = one.event_id and own.person_id = ${staysId} and own.ended_at is null))
      returning id),
    feedback as (
      update events.feedback one set person_id = ${staysId} where person_id = ${givesId}
        and not exists (select from events.feedback own where own.event_id = one.event_id and own.person_id = ${staysId}) returning event_id as id),
    made as (update events.event set made_by = ${staysId} where made_by = ${givesId} returning id)
    insert into events.passed_over (merge_id, kind, row_id)
    select ${mergeId}::uuid, kind, id from (
      select 'registration' as kind, id from registration union all select 'organiser', id from organiser
      union all select 'feedback', id from feedback union all select 'made', id from made) as went
    returning row_id`.execute(tx.db)
  return passed.rows.length
} // prettier-ignore

/** Hands back what had passed over, as it is now. @returns how many rows went back */
export async function handBack(tx: Transaction, { mergeId, staysId, givesId }: MergedRecords): Promise<number> {
  const went = (kind: string) =>
    sql`(select row_id from events.passed_over where merge_id = ${mergeId} and kind = ${kind})`
  const returned = await sql`
    with registration as (
      update events.registration set person_id = ${givesId} where person_id = ${staysId} and id in ${went('registration')}),
    organiser as (
      update events.organiser set person_id = ${givesId} where person_id = ${staysId} and id in ${went('organiser')}),
    feedback as (
      update events.feedback set person_id = ${givesId} where person_id = ${staysId} and event_id in ${went('feedback')}),
    made as (update events.event set made_by = ${givesId} where made_by = ${staysId} and id in ${went('made')})
    delete from events.passed_over where merge_id = ${mergeId} returning row_id`.execute(tx.db)
  return returned.rows.length
} // prettier-ignore

/** A registration that gave way, and whether its seat is free now. */
interface GivenBack {
  readonly id: string
  readonly eventId: string
  readonly quotaId: string
  readonly held: boolean
  /** The registration that took over its standing. */
  readonly takenBy: string | undefined
}

/**
 * Where both records are registered for one event, one person has one registration: that of the record that stays, with the better standing of the two.
 * A seat that the other one had is kept by whoever stays and has none; only a second seat goes back. In a quota above its seats nothing is handed on: its
 * organiser decides who keeps a seat there.
 * @returns what gave way
 */
export async function giveBackDoubles(tx: Transaction, { staysId, givesId }: MergedRecords): Promise<readonly GivenBack[]> {
  if ((await registrationsOf(tx, givesId)).length === 0) return []
  await holdQuotasOf(tx, givesId, staysId)
  const both = (await doublesOf(tx, staysId, givesId)).map((one) => ({ ...one, takesOver: one.mayHandOn && one.rank > one.ownRank }))
  const gone = both.filter(({ takesOver, ownState }) => takesOver || ownState !== 'withdrawn')
  const ids = gone.map(({ id }) => id)
  await sql`
    update events.registration set state = 'withdrawn', offer_until = null, ended_why = 'events_twice', changed_at = ${tx.now}
    where id = any (${ids}::uuid[])`.execute(tx.db)
  const taken = both.filter(({ takesOver }) => takesOver)
  await sql`
    update events.registration own set state = had.state, quota_id = had."quotaId", kept = had.kept, offer_until = had."offerUntil",
      queued_at = had."queuedAt", ended_why = null, changed_at = ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb)
      as had("ownId" uuid, state text, "quotaId" uuid, kept boolean, "offerUntil" timestamptz, "queuedAt" timestamptz)
    where own.id = had."ownId"`.execute(tx.db)
  return gone.map(({ id, eventId, quotaId, held, takesOver, ownId }) => ({
    id, eventId, quotaId, held: held && !takesOver, takenBy: takesOver ? ownId : undefined,
  }))
} // prettier-ignore

interface Double extends Omit<GivenBack, 'takenBy'> {
  readonly ownId: string
  readonly state: string
  readonly ownState: string
  readonly kept: boolean
  readonly offerUntil: string | null
  readonly queuedAt: string
  /** 2 holds a seat, 1 waits, 0 withdrew. */
  readonly rank: number
  readonly ownRank: number
  /** The event is ahead, and the quota is not above its seats. */
  readonly mayHandOn: boolean
}
async function doublesOf(tx: Transaction, staysId: string, givesId: string): Promise<readonly Double[]> {
  const rank = (state: ReturnType<typeof sql>) =>
    sql`case when events.holds_seat(${state}) then 2 when ${state} = 'waiting' then 1 else 0 end`
  const found = await sql<Double>`
    select had.id, had.event_id as "eventId", had.quota_id as "quotaId", events.holds_seat(had.state) as held, own.id as "ownId", had.state,
      own.state as "ownState", had.kept, had.offer_until::text as "offerUntil", had.queued_at::text as "queuedAt",
      ${rank(sql`had.state`)} as rank, ${rank(sql`own.state`)} as "ownRank",
      event.state in ('open', 'closed') and event.ends_on >= ${indianDay(tx.now)}::date and quota.taken <= quota.seats as "mayHandOn"
    from events.registration had join events.registration own on own.event_id = had.event_id and own.person_id = ${staysId}
    join events.event on event.id = had.event_id join events.quota on quota.id = had.quota_id
    where had.person_id = ${givesId} and had.state <> 'withdrawn' order by had.quota_id, had.id`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** A session that was chosen under one registration and is to be chosen under another. */
interface PassedChoice {
  readonly registrationId: string
  readonly sessionId: string
}
/** The sessions of registrations whose standing was taken over, under those that took it. */
export async function choicesTaken(tx: Transaction, gone: readonly GivenBack[]): Promise<readonly PassedChoice[]> {
  const found = await sql<PassedChoice>`
    select gone."takenBy" as "registrationId", agenda.session_id as "sessionId"
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone(id uuid, "takenBy" uuid) join events.agenda on agenda.registration_id = gone.id
    where gone."takenBy" is not null`.execute(tx.db)
  return found.rows
} // prettier-ignore
/** Chooses them again, after the others were dropped and the sessions are held by that; one above its seats is left out. */
export async function chooseAgain(tx: Transaction, choices: readonly PassedChoice[]): Promise<void> {
  await sql`
    insert into events.agenda (registration_id, session_id, chosen_at)
    select had."registrationId", session.id, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(choices)}::jsonb) as had("registrationId" uuid, "sessionId" uuid)
    join events.session on session.id = had."sessionId" and (session.seats is null or session.taken < session.seats)
    on conflict do nothing`.execute(tx.db)
}

/** Somebody's registrations that were not taken back, of past events too, by quota. */
export async function registrationsOf(
  tx: Transaction,
  personId: string,
): Promise<readonly { readonly id: string; readonly eventId: string; readonly quotaId: string; readonly held: boolean }[]> {
  const found = await sql<{ id: string; eventId: string; quotaId: string; held: boolean }>`
    select id, event_id as "eventId", quota_id as "quotaId", events.holds_seat(state) as held from events.registration
    where person_id = ${personId} and state <> 'withdrawn' order by quota_id`.execute(tx.db)
  return found.rows
} // prettier-ignore

/** Holds the quotas of somebody's registrations, or of several records', in one order. */
export async function holdQuotasOf(tx: Transaction, ...personIds: readonly string[]): Promise<void> {
  await sql`
    select id from events.quota where id in (select quota_id from events.registration where person_id = any (${personIds}::uuid[]))
    order by id for no key update`.execute(tx.db)
}
/** Whoever leaves: her seats are free, her name and what she said afterwards are gone, her calendars read nothing more. */
export async function forgetPerson(tx: Transaction, personId: string): Promise<void> {
  await sql`
    update events.registration set state = 'withdrawn', offer_until = null, ended_why = 'events_left', name_hi = null, name_en = null,
      changed_at = ${tx.now}
    where person_id = ${personId}`.execute(tx.db)
  await sql`delete from events.feedback where person_id = ${personId}`.execute(tx.db)
  await sql`update events.feed set revoked_at = ${tx.now} where person_id = ${personId} and revoked_at is null`.execute(tx.db)
} // prettier-ignore
