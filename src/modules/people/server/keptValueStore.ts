import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal } from '#platform/keys/sealed.ts'
import type { PersonState } from '../domain/ladder.ts'
import type { TakenValue } from '../domain/merge.ts'
import { phoneBinding, phoneOf } from './personStore.ts'

interface Pair {
  readonly mergeId: string
  readonly staysId: string
  readonly givesId: string
}

/**
 * Writes the other record's values where the person who merges chose them, and keeps what stood there before. The other record's own row
 * is left as it is.
 * @param state where the record that stays stands with them
 */
export async function takeValues(
  tx: Transaction,
  keys: KeyRing,
  { mergeId, staysId, givesId }: Pair,
  taken: readonly TakenValue[],
  state: PersonState,
): Promise<void> {
  if (taken.length === 0) return
  const [name, phone, place] = (['name', 'phone', 'place'] as const).map((value) => taken.includes(value))
  // prettier-ignore
  await sql`
    insert into people.merge_kept (merge_id, person_id, name, name_latin, name_devanagari, name_folded, name_flags, match_given, match_family,
      match_name, known_as, name_changed_at, phone_sealed, phone_index, phone_verified_at, place_id, wing)
    select ${mergeId}, id, case when ${name} then name end, case when ${name} then name_latin end, case when ${name} then name_devanagari end,
      case when ${name} then name_folded end, case when ${name} then name_flags end, case when ${name} then match_given end,
      case when ${name} then match_family end, case when ${name} then match_name end, case when ${name} then known_as end,
      case when ${name} then name_changed_at end, case when ${phone} then phone_sealed end, case when ${phone} then phone_index end,
      case when ${phone} then phone_verified_at end, case when ${place} then place_id end, case when ${place} then wing end
    from people.person where id = ${staysId}`.execute(tx.db)
  // The coordinator says that it is she, so nothing is left of a name that is to be confirmed.
  if (name)
    await sql`
      update people.person stays set name = gives.name, name_latin = gives.name_latin, name_devanagari = gives.name_devanagari,
        name_folded = gives.name_folded, name_flags = gives.name_flags, match_given = gives.match_given, match_family = gives.match_family,
        match_name = gives.match_name, known_as = null, name_changed_at = null
      from people.person gives where stays.id = ${staysId} and gives.id = ${givesId}`.execute(tx.db)
  if (phone) {
    const number = (await phoneOf(tx, keys, givesId)) ?? ''
    await sql`
      update people.person stays set phone_sealed = ${seal(keys, number, phoneBinding(staysId))}, phone_index = gives.phone_index,
        phone_verified_at = gives.phone_verified_at
      from people.person gives where stays.id = ${staysId} and gives.id = ${givesId}`.execute(tx.db)
  }
  if (place)
    await sql`
      update people.person stays set place_id = gives.place_id, place_lft = gives.place_lft, wing = gives.wing, state = ${state}
      from people.person gives where stays.id = ${staysId} and gives.id = ${givesId}`.execute(tx.db)
}

/** Where what was kept of a place goes on by now: a restructure may have ended it since. */
const KEPT_PLACE = sql`join places.tree said on said.id = kept.place_id join places.tree place on place.id = coalesce(said.heir_id, said.id)`

/** Where the record that stayed stood before it took the other's place; undefined where it took none. */
export async function keptStanding(
  tx: Transaction,
  mergeId: string,
): Promise<{ readonly placeLft: number; readonly wing: number } | undefined> {
  const found = await sql<{ placeLft: number; wing: number }>`
    select place.lft as "placeLft", kept.wing from people.merge_kept kept ${KEPT_PLACE}
    where kept.merge_id = ${mergeId}`.execute(tx.db)
  return found.rows[0]
}

/**
 * Gives the record that stayed its own values back, those that nobody has changed since.
 * @param isVouched somebody has vouched since, for the place where the person stands now: then the place stays
 * @returns which went back
 */
export async function giveValuesBack(
  tx: Transaction,
  { mergeId, staysId, givesId }: Pair,
  isVouched: boolean,
): Promise<readonly TakenValue[]> {
  const pair = sql`stays.id = ${staysId} and gives.id = ${givesId} and kept.merge_id = ${mergeId}`
  const name = await sql`
    update people.person stays set name = kept.name, name_latin = kept.name_latin, name_devanagari = kept.name_devanagari,
      name_folded = kept.name_folded, name_flags = kept.name_flags, match_given = kept.match_given, match_family = kept.match_family,
      match_name = kept.match_name, known_as = kept.known_as, name_changed_at = kept.name_changed_at
    from people.merge_kept kept, people.person gives
    where ${pair} and kept.name is not null and stays.name = gives.name and stays.name_latin = gives.name_latin
      and stays.name_devanagari = gives.name_devanagari returning stays.id`.execute(tx.db)
  const phone = await sql`
    update people.person stays set phone_sealed = kept.phone_sealed, phone_index = kept.phone_index,
      phone_verified_at = kept.phone_verified_at
    from people.merge_kept kept, people.person gives
    where ${pair} and kept.phone_index is not null and stays.phone_index = gives.phone_index returning stays.id`.execute(
    tx.db,
  )
  const place = await sql`
    update people.person stays set place_id = place.id, place_lft = place.lft, wing = kept.wing
    from people.merge_kept kept ${KEPT_PLACE}, people.person gives
    where ${pair} and not ${isVouched}::boolean and stays.place_id = gives.place_id and stays.wing = gives.wing returning stays.id`.execute(
    tx.db,
  )
  return (
    [
      ['name', name],
      ['phone', phone],
      ['place', place],
    ] as const
  ).flatMap(([value, { rows }]) => (rows.length > 0 ? [value] : []))
}
