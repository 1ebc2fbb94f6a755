import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { ActivityKind } from '../domain/activity.ts'

export interface NewActivity {
  readonly id: string
  readonly personId: string
  readonly kind: ActivityKind
  readonly source: string
  readonly placeId: string
  /** `YYYY-MM-DD`, as India counts days. */
  readonly happenedOn: string
  /** Null: the house has seen it itself. */
  readonly confirmedBy: string | null
}

/** @returns false when this source has made its activity already */
export async function insertActivity(tx: Transaction, activity: NewActivity): Promise<boolean> {
  const { id, personId, kind, source, placeId, happenedOn, confirmedBy } = activity
  const made = await sql`
    insert into people.activity (id, person_id, kind, source, place_id, happened_on, confirmed_by, at)
    values (${id}, ${personId}, ${kind}, ${source}, ${placeId}, ${happenedOn}, ${confirmedBy}, ${tx.now})
    on conflict (kind, source) do nothing returning id`.execute(tx.db)
  return made.rows.length > 0
}

/** @param among the records of whom it may be one's: a merge passes activities over @returns false when there is none from this source */
export async function deleteActivity(
  tx: Transaction,
  { kind, source }: Pick<NewActivity, 'kind' | 'source'>,
  among: readonly string[],
): Promise<boolean> {
  const gone = await sql`
    delete from people.activity where kind = ${kind} and source = ${source} and person_id = any (${among}::uuid[])`.execute(
    tx.db,
  )
  return (gone.numAffectedRows ?? 0n) > 0n
}

/** What is left of somebody's activities. @param since the first day that still counts, `YYYY-MM-DD` */
export async function remainingActivities(
  tx: Transaction,
  personId: string,
  placeId: string,
  since: string,
): Promise<{ readonly any: boolean; readonly recentHere: boolean }> {
  const found = await sql<{ any: boolean; recentHere: boolean }>`
    select count(*) > 0 as "any", coalesce(bool_or(place_id = ${placeId} and happened_on >= ${since}::date), false) as "recentHere"
    from people.activity where person_id = ${personId}`.execute(tx.db)
  return found.rows[0]!
}

/**
 * Sets everybody who is confirmed to what the activities say: active with one at her present place since `since`, lapsed without any. Who
 * was never active stays vouched.
 * @param since the first day that still counts, `YYYY-MM-DD`
 * @param only these people; undefined: everybody
 * @returns who changed, by the new state
 */
export async function reckonStates(
  tx: Transaction,
  since: string,
  only?: readonly string[],
): Promise<{ readonly active: number; readonly lapsed: number }> {
  const among = only ? sql`person.id = any (${only}::uuid[])` : sql`true`
  const changed = await sql<{ state: 'active' | 'lapsed' }>`
    with recent as materialized (
      select distinct person_id, place_id from people.activity where happened_on >= ${since}::date
    ), due as (
      select who.id, 'lapsed' as state from people.person who
      where who.state = 'active' and not exists (select from recent where recent.person_id = who.id)
      union all
      select who.id, 'active' from recent join people.person who on who.id = recent.person_id and who.place_id = recent.place_id
      where who.state in ('vouched', 'lapsed')
    )
    update people.person set state = due.state, changed_at = ${tx.now} from due where due.id = person.id and ${among}
    returning due.state`.execute(tx.db)
  const lapsed = changed.rows.filter(({ state }) => state === 'lapsed').length
  return { active: changed.rows.length - lapsed, lapsed }
}
