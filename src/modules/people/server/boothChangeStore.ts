/** What restructures did to people's booths, as row-level security shows it: one's own, and those of people one leads. */
import { sql } from 'kysely'
import { actingPerson } from '#platform/access/actor.ts'
import { keptPlan } from '#platform/database/keptPlans.ts'
import type { Transaction } from '#platform/context.ts'
import type { AppointedRole } from '../domain/appointment.ts'
import type { BoothChange } from '../domain/boothChange.ts'
import type { NameInScripts } from '../domain/nameInScripts.ts'

const PLACE = (of: string) =>
  sql`jsonb_build_object('id', ${sql.ref(`${of}.id`)}, 'level', ${sql.ref(`${of}.level`)}, 'code', ${sql.ref(`${of}.code`)},
    'nameHi', ${sql.ref(`${of}.name_hi`)}, 'nameEn', ${sql.ref(`${of}.name_en`)})`

/** Open ones of people who still stand where the restructure left them; whoever has moved since has answered by that. */
const OPEN = sql`people.booth_change b
  join people.person who on who.id = b.person_id
  join places.tree was on was.id = b.from_id
  join places.tree stood on stood.id = b.to_id
  join places.tree here on here.id = coalesce(stood.heir_id, stood.id) and here.id = who.place_id
  -- Where the other parts were taken back nothing is left to be asked.
  join lateral (
    select coalesce(jsonb_agg(${PLACE('t')} order by t.lft), '[]') as all from places.tree t
    where b.asks and (t.id = here.id or t.id in (
      select p.to_id from places.part p where p.restructure_id = b.restructure_id and p.from_id = b.from_id))
  ) options on not b.asks or jsonb_array_length(options.all) > 1`
const COLUMNS = sql`b.id, b.at, ${PLACE('was')} as was, ${PLACE('here')} as now, options.all as options`

/** The newest that a person has not answered. */
export async function openBoothChange(tx: Transaction, personId: string): Promise<BoothChange | undefined> {
  const found = await sql<BoothChange>`
    ${keptPlan} select ${COLUMNS} from ${OPEN} where b.person_id = ${personId} and b.settled_at is null order by b.at desc limit 1`.execute(
    tx.db,
  )
  return found.rows[0]
}

/** A question to somebody which part of a split booth is hers. */
export interface BoothQuestion extends BoothChange, NameInScripts {
  readonly personId: string
  readonly wing: number
  readonly placeLft: number
  /** Where each part lies in the tree, by its id. */
  readonly partLft: Readonly<Record<string, number>>
  /** Appointments that she holds or will hold. */
  readonly roles: readonly AppointedRole[]
}

/** Questions that are open, the oldest first; one's own is on Today. */
export async function openBoothQuestions(tx: Transaction, most: number): Promise<readonly BoothQuestion[]> {
  const found = await sql<BoothQuestion>`
    select ${COLUMNS}, b.person_id as "personId", who.name, who.name_latin as "nameLatin", who.name_devanagari as "nameDevanagari",
      who.wing, who.place_lft as "placeLft",
      (select coalesce(jsonb_object_agg(t.id, t.lft), '{}') from places.tree t
        where t.id in (select (part->>'id')::uuid from jsonb_array_elements(options.all) part)) as "partLft",
      (select coalesce(jsonb_agg(a.role), '[]') from people.appointment a
        where a.person_id = b.person_id and (a.to_at is null or (a.to_at > ${tx.now} and a.to_at > a.from_at))) as roles
    from ${OPEN}
    where b.settled_at is null and b.asks and b.person_id is distinct from access.actor() order by b.at, b.id limit ${most}`.execute(
    tx.db,
  )
  return found.rows
}

/** One that is open, locked, with the person whom it is about. */
export async function lockBoothChange(
  tx: Transaction,
  id: string,
): Promise<(BoothChange & { readonly personId: string }) | undefined> {
  const found = await sql<BoothChange & { personId: string }>`
    select ${COLUMNS}, b.person_id as "personId" from ${OPEN} where b.id = ${id} and b.settled_at is null for update of b`.execute(
    tx.db,
  )
  return found.rows[0]
}

export async function settleBoothChange(tx: Transaction, id: string, chosenId: string | null): Promise<void> {
  await sql`
    update people.booth_change set settled_at = ${tx.now}, settled_by = ${actingPerson(tx.actor)}, chosen_id = ${chosenId}
    where id = ${id} and settled_at is null`.execute(tx.db)
}
