import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { Election, Phase, TypedHours } from '../domain/election.ts'
import type { Hours, PollingArea } from '../domain/polls.ts'

const ELECTION = sql`e.id, e.kind, e.name_hi as "nameHi", e.name_en as "nameEn", e.announced_at as "announcedAt",
  e.completed_on::text as "completedOn", e.first_elsewhere_at as "firstElsewhereAt", e.last_elsewhere_at as "lastElsewhereAt", e.version`
const PHASE = sql`p.id, p.election_id as "electionId", p.name_hi as "nameHi", p.name_en as "nameEn", p.poll_on::text as "pollOn",
  to_char(p.opens, 'HH24:MI') as opens, to_char(p.closes, 'HH24:MI') as closes, p.version, p.moved_from::text as "movedFrom",
  p.moved_at as "movedAt", p.moved_why as "movedWhy", p.changed_why as "changedWhy", p.withdrawn_at as "withdrawnAt"`

/** A phase with all hours at which it polls, in one place or another. */
export interface PhaseWithHours extends Phase {
  readonly hours: readonly Hours[]
}

/** Elections, the newest first; `inForce`: only those whose windows may still hold something. */
export async function electionsOf(tx: Transaction, inForce = false): Promise<readonly Election[]> {
  const found = await sql<Election>`
    select ${ELECTION} from elections.election e
    ${inForce ? sql`where e.completed_on is null or e.completed_on >= (${tx.now}::timestamptz at time zone 'Asia/Kolkata')::date - 1` : sql``}
    order by e.announced_at desc, e.id desc`.execute(tx.db)
  return found.rows
}

/** One election, held until the transaction ends. */
export async function lockElection(tx: Transaction, id: string): Promise<Election | undefined> {
  const found = await sql<Election>`
    select ${ELECTION} from elections.election e where e.id = ${id} for update`.execute(tx.db)
  return found.rows[0]
}

/** The phases of some elections that were not withdrawn, in the order in which they poll. */
export async function phasesOf(
  tx: Transaction,
  elections: readonly string[],
): Promise<readonly PhaseWithHours[]> {
  const found = await sql<PhaseWithHours>`
    select ${PHASE}, (
      select coalesce(jsonb_agg(distinct jsonb_build_object('pollOn', coalesce(a.poll_on, p.poll_on)::text,
        'opens', to_char(coalesce(a.opens, p.opens), 'HH24:MI'), 'closes', to_char(coalesce(a.closes, p.closes), 'HH24:MI'))), '[]')
      from elections.polling_area a where a.phase_id = p.id) as hours
    from elections.phase p where p.election_id = any (${elections}::uuid[]) and p.withdrawn_at is null
    order by p.poll_on, p.id`.execute(tx.db)
  return found.rows
}

export async function findPhase(tx: Transaction, id: string): Promise<Phase | undefined> {
  const found = await sql<Phase>`
    select ${PHASE} from elections.phase p where p.id = ${id} and p.withdrawn_at is null`.execute(tx.db)
  return found.rows[0]
}

/** A place at which a phase polls, as pages show it. */
export interface NamedArea extends PollingArea {
  readonly phaseId: string
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
  /** Number of the constituency, of a booth too. */
  readonly constituency: number | null
}

/** Where some phases poll, in the order of the tree. */
export async function areasOf(tx: Transaction, phases: readonly string[]): Promise<readonly NamedArea[]> {
  const found = await sql<NamedArea>`
    select a.phase_id as "phaseId", a.place_id as "placeId", a.place_lft as "placeLft", a.place_rgt as "placeRgt", a.poll_on::text as "pollOn",
      to_char(a.opens, 'HH24:MI') as opens, to_char(a.closes, 'HH24:MI') as closes, t.level, t.code, t.name_hi as "nameHi", t.name_en as "nameEn",
      case t.level when 'constituency' then t.code else (
        select above.code from places.area above where above.level = 'constituency' and above.lft <= a.place_lft and above.rgt >= a.place_rgt) end as constituency
    from elections.polling_area a join places.tree t on t.id = a.place_id
    where a.phase_id = any (${phases}::uuid[]) order by a.place_lft, a.place_rgt desc, a.id`.execute(tx.db)
  return found.rows
}

/**
 * Places above those that poll in these phases, where each begins → where it ends: districts and states above constituencies; where single booths poll (again),
 * everything above them.
 */
export async function placesAbove(tx: Transaction, phases: readonly string[]): Promise<ReadonlyMap<number, number>> {
  const found = await sql<{ lft: number; rgt: number }>`
    with polls as materialized (
      select a.place_lft as lft, a.place_rgt as rgt, t.level from elections.polling_area a join places.tree t on t.id = a.place_id
      where a.phase_id = any (${phases}::uuid[])),
    alone as (
      select lft, rgt from polls
      where level <> 'constituency' and not exists (select from polls seat where seat.level = 'constituency' and seat.lft <= polls.lft and seat.rgt >= polls.rgt))
    select above.lft, above.rgt from places.area above
    where above.level in ('state', 'district') and exists (select from polls where polls.lft > above.lft and polls.lft <= above.rgt)
    union select above.lft, above.rgt from alone join places.area above on above.lft < alone.lft and above.rgt >= alone.rgt`.execute(tx.db)
  return new Map(found.rows.map(({ lft, rgt }) => [lft, rgt]))
} // prettier-ignore

/**
 * As areasOf, without names: what the gate must know. Where a phase polls in every constituency below a place, who stands at that place itself (a
 * coordinator of the district, of the state) is in its area too, as a point, with the hours of the constituency that closes last.
 */
export async function piecesFor(
  tx: Transaction,
  phases: readonly string[],
): Promise<readonly (PollingArea & { readonly phaseId: string })[]> {
  const found = await sql<PollingArea & { readonly phaseId: string }>`
    with polls as materialized (
      select a.phase_id, a.place_id, a.place_lft, a.place_rgt, a.poll_on, a.opens, a.closes, coalesce(a.poll_on, p.poll_on) + coalesce(a.closes, p.closes) as ends
      from elections.polling_area a join elections.phase p on p.id = a.phase_id where a.phase_id = any (${phases}::uuid[])
    ), every as (
      select polls.*, above.id as above_id, above.lft as above_lft
      from polls join places.area seat on seat.id = polls.place_id and seat.level = 'constituency'
      join places.area above on above.level in ('state', 'district') and above.lft < seat.lft and above.rgt >= seat.rgt
    ), points as (
      select phase_id, above_id as place_id, above_lft as place_lft, above_lft as place_rgt,
        (array_agg(poll_on order by ends desc, place_lft))[1] as poll_on, (array_agg(opens order by ends desc, place_lft))[1] as opens,
        (array_agg(closes order by ends desc, place_lft))[1] as closes
      from every group by phase_id, above_id, above_lft
      having count(distinct place_id) = (
        select count(*) from places.area above join places.area seat on seat.level = 'constituency' and seat.lft between above.lft and above.rgt
        where above.id = above_id)
    )
    select phase_id as "phaseId", place_id as "placeId", place_lft as "placeLft", place_rgt as "placeRgt", poll_on::text as "pollOn",
      to_char(opens, 'HH24:MI') as opens, to_char(closes, 'HH24:MI') as closes
    from (select phase_id, place_id, place_lft, place_rgt, poll_on, opens, closes from polls union all select * from points) as pieces`.execute(
    tx.db,
  )
  return found.rows
}

export async function insertElection(tx: Transaction, election: Omit<Election, 'version'>): Promise<void> {
  await sql`
    insert into elections.election (id, kind, name_hi, name_en, announced_at, completed_on, first_elsewhere_at, last_elsewhere_at, made_at, changed_at)
    values (${election.id}, ${election.kind}, ${election.nameHi}, ${election.nameEn}, ${election.announcedAt}, ${election.completedOn}::date,
      ${election.firstElsewhereAt}, ${election.lastElsewhereAt}, ${tx.now}, ${tx.now})`.execute(tx.db)
}

export async function updateElection(tx: Transaction, election: Omit<Election, 'version'>): Promise<void> {
  await sql`
    update elections.election set kind = ${election.kind}, name_hi = ${election.nameHi}, name_en = ${election.nameEn},
      announced_at = ${election.announcedAt}, completed_on = ${election.completedOn}::date, first_elsewhere_at = ${election.firstElsewhereAt},
      last_elsewhere_at = ${election.lastElsewhereAt},
      version = version + 1, changed_at = ${tx.now}
    where id = ${election.id}`.execute(tx.db)
}

export type PhaseContent = Pick<
  Phase,
  'id' | 'electionId' | 'nameHi' | 'nameEn' | 'pollOn' | 'opens' | 'closes'
>

export async function insertPhase(tx: Transaction, phase: PhaseContent): Promise<void> {
  await sql`
    insert into elections.phase (id, election_id, name_hi, name_en, poll_on, opens, closes, changed_at)
    values (${phase.id}, ${phase.electionId}, ${phase.nameHi}, ${phase.nameEn}, ${phase.pollOn}::date, ${phase.opens}::time, ${phase.closes}::time,
      ${tx.now})`.execute(tx.db)
}

/** @param moved why it polls at other times or in fewer places than before, and the day before where the day itself was moved */
export async function updatePhase(
  tx: Transaction,
  phase: PhaseContent,
  moved: { readonly from: string | null; readonly why: string } | null,
): Promise<void> {
  await sql`
    update elections.phase set name_hi = ${phase.nameHi}, name_en = ${phase.nameEn}, poll_on = ${phase.pollOn}::date, opens = ${phase.opens}::time,
      closes = ${phase.closes}::time, version = version + 1, changed_at = ${tx.now}
      ${moved?.from ? sql`, moved_from = ${moved.from}::date, moved_at = ${tx.now}, moved_why = ${moved.why}, changed_why = null` : sql``}
      ${moved && moved.from === null ? sql`, changed_why = ${moved.why}` : sql``}
    where id = ${phase.id}`.execute(tx.db)
}

export async function saveWithdrawn(tx: Transaction, id: string): Promise<void> {
  await sql`
    update elections.phase set withdrawn_at = ${tx.now}, version = version + 1, changed_at = ${tx.now} where id = ${id}`.execute(
    tx.db,
  )
}

/** Puts these places in the stead of those where the phase polled before. */
export async function replaceAreas(
  tx: Transaction,
  phaseId: string,
  areas: readonly Pick<PollingArea, 'placeId' | 'pollOn' | 'opens' | 'closes'>[],
): Promise<void> {
  await sql`delete from elections.polling_area where phase_id = ${phaseId}`.execute(tx.db)
  // The numbers are the tree's of this moment: the trigger writes them.
  await sql`
    insert into elections.polling_area (phase_id, place_id, place_lft, place_rgt, poll_on, opens, closes)
    select ${phaseId}, given."placeId", t.lft, t.rgt, given."pollOn", given.opens, given.closes
    from jsonb_to_recordset(${JSON.stringify(areas)}::jsonb) as given("placeId" uuid, "pollOn" date, opens time, closes time)
    join places.tree t on t.id = given."placeId"`.execute(tx.db)
}

export interface FoundPlace {
  readonly id: string
  readonly lft: number
  readonly rgt: number
  readonly code: number
  readonly nameHi: string
  readonly nameEn: string
}

/** Constituencies by their numbers, in the order of the numbers. */
export async function constituenciesBy(
  tx: Transaction,
  numbers: readonly number[],
): Promise<readonly FoundPlace[]> {
  const found = await sql<FoundPlace>`
    select id, lft, rgt, code, name_hi as "nameHi", name_en as "nameEn" from places.area
    where level = 'constituency' and code = any (${numbers}::int[]) order by code`.execute(tx.db)
  return found.rows
}

/** Booths by the numbers of constituency and booth, all in one statement; `nth` is the line that named them. */
export async function boothsBy(
  tx: Transaction,
  typed: readonly TypedHours[],
): Promise<readonly (FoundPlace & { readonly nth: number })[]> {
  const asked = JSON.stringify(typed.map(({ constituency, booth }, nth) => ({ constituency, booth, nth })))
  const found = await sql<FoundPlace & { readonly nth: number }>`
    select asked.nth, b.id, b.lft, b.lft + 1 as rgt, b.code, b.name_hi as "nameHi", b.name_en as "nameEn"
    from jsonb_to_recordset(${asked}::jsonb) as asked(constituency int, booth int, nth int)
    join places.area c on c.level = 'constituency' and c.code = asked.constituency
    join places.booth b on b.lft between c.lft and c.rgt and b.code = asked.booth
    where asked.booth is not null order by asked.nth`.execute(tx.db)
  return found.rows
}

/** Other phases that poll in some of these places: named in a preview, not forbidden, since a booth may poll again. */
export async function alsoPolling(
  tx: Transaction,
  places: readonly string[],
  but: string | null,
): Promise<readonly { readonly nameHi: string; readonly nameEn: string; readonly pollOn: string; readonly places: number }[]> {
  const found = await sql<{ nameHi: string; nameEn: string; pollOn: string; places: number }>`
    select p.name_hi as "nameHi", p.name_en as "nameEn", p.poll_on::text as "pollOn", count(distinct a.place_id)::int as places
    from elections.polling_area a join elections.phase p on p.id = a.phase_id join elections.election e on e.id = p.election_id
    where a.place_id = any (${places}::uuid[]) and p.withdrawn_at is null and e.completed_on is null and p.id is distinct from ${but}::uuid
    group by p.id order by p.poll_on`.execute(tx.db)
  return found.rows
} // prettier-ignore
