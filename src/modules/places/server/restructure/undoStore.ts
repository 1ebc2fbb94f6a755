/** What taking an applied plan back asks and writes; the tables are those of planStore. */
import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { PastChange } from '../../domain/restructure/history.ts'
import type { KeptWith } from '../../domain/restructure/kept.ts'
import { CHANGE, type KeptPlan } from './planStore.ts'

/** Writes a plan that takes another back, applied already. */
export async function insertUndo(
  tx: Transaction,
  undo: {
    readonly id: string
    readonly of: KeptPlan
    readonly counts: object
    readonly kept: readonly KeptWith[]
  },
): Promise<void> {
  await sql`
    insert into places.restructure (id, name, state, made_at, applied_at, counts, undoes, kept)
    values (${undo.id}, ${undo.of.name}, 'applied', ${tx.now}, ${tx.now}, ${JSON.stringify(undo.counts)}::jsonb, ${undo.of.id},
      ${JSON.stringify(undo.kept)}::jsonb)`.execute(tx.db)
}

/**
 * What happened since to the places that an applied plan touched, theirs or with them as the other place. What was done and taken back again
 * since is as if it had not been.
 */
export async function changesSince(tx: Transaction, restructureId: string): Promise<readonly PastChange[]> {
  return (
    await sql<PastChange>`
    with own as (select id, place_id from places.change where restructure_id = ${restructureId}),
    place as (select distinct place_id as id from own),
    since as (
      select c.*, r.undoes from places.change c left join places.restructure r on r.id = c.restructure_id
      where c.id > (select max(id) from own) and (place_id in (select id from place) or other_id in (select id from place)))
    select ${CHANGE} from since c
    where not exists (select from since back
      where back.place_id = c.place_id and (back.undoes = c.restructure_id or back.restructure_id = c.undoes))
    order by id`.execute(tx.db)
  ).rows
}

/** Places whose names somebody gave or confirmed since a plan was applied, and booths that a list read since says again as they stand. */
export async function namedSince(
  tx: Transaction,
  { id, appliedAt }: Pick<KeptPlan, 'id' | 'appliedAt'>,
): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from places.place where named_at > ${appliedAt} and ended_on is null
    union
    select unnest(later.stands) from places.restructure later
    where later.state = 'applied' and later.stands <> '{}' and not exists (select from places.restructure u where u.undoes = later.id)
      and later.read_at >= ${appliedAt} and later.id <> ${id}`.execute(tx.db)
  return new Set(found.rows.map(({ id }) => id))
}
