import { sql, type RawBuilder } from 'kysely'
import type { NameFlag } from '#engines/matching/index.ts'
import type { Transaction } from '#platform/context.ts'
import { blindIndex, seal, unseal } from '#platform/keys/sealed.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import type { PersonState } from '../domain/ladder.ts'
import { matchKeysOf } from '../domain/matchKeys.ts'
import type { Person, TwoScriptName } from '../domain/person.ts'
import { searchableName } from '../domain/searchableName.ts'

/** Columns of a person without the phone, which only `phoneOf` opens. */
export const PERSON_COLUMNS = [
  'id',
  'name',
  'name_latin',
  'name_devanagari',
  'name_flags',
  'known_as',
  'name_changed_at',
  'phone_verified_at',
  'awaits_consent',
  'language',
  'place_id',
  'place_lft',
  'wing',
  'state',
  'invitation_id',
  'applied_at',
  'changed_at',
] as const

interface Row {
  id: string
  name: string
  name_latin: string
  name_devanagari: string
  name_flags: string[]
  known_as: string | null
  name_changed_at: Date | null
  phone_verified_at: Date | null
  awaits_consent: boolean
  language: string
  place_id: string
  place_lft: number
  wing: number
  state: string
  invitation_id: string | null
  applied_at: Date
  changed_at: Date
}

/** A row as the room speaks of it. */
export const personOf = (row: Row): Person => ({
  id: row.id,
  name: row.name,
  nameLatin: row.name_latin,
  nameDevanagari: row.name_devanagari,
  nameFlags: row.name_flags as NameFlag[],
  knownAs: row.known_as,
  nameChangedAt: row.name_changed_at,
  phoneVerifiedAt: row.phone_verified_at,
  awaitsConsent: row.awaits_consent,
  language: row.language as 'hi' | 'en',
  placeId: row.place_id,
  placeLft: row.place_lft,
  wing: row.wing,
  state: row.state as PersonState,
  invitationId: row.invitation_id,
  appliedAt: row.applied_at,
  changedAt: row.changed_at,
})

/** Binds a sealed phone to its row: moved to another person it does not open. */
export const phoneBinding = (personId: string): string => `people.phone:${personId}`

/** The phone of a row of `people.reach`, for a room that sends to it: never for a page, and never into a log. */
export const openPhone = (keys: KeyRing, personId: string, sealed: Buffer): string =>
  unseal(keys, sealed, phoneBinding(personId))
export const phoneIndexOf = (keys: KeyRing, phone: string): Buffer => blindIndex(keys, phone)

/** @returns undefined when there is none, or none that this actor may see */
export async function findPerson(tx: Transaction, id: string): Promise<Person | undefined> {
  const row = await tx.db
    .selectFrom('people.person')
    .select(PERSON_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && personOf(row)
}

/** Finds and locks a person until the transaction ends, so that two changes follow one another. */
export async function lockPerson(tx: Transaction, id: string): Promise<Person | undefined> {
  const row = await tx.db
    .selectFrom('people.person')
    .select(PERSON_COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && personOf(row)
}

/** The phone in clear: each call is a reveal, so the verb that asks must note a sighting unless it is the person's own. */
export async function phoneOf(tx: Transaction, keys: KeyRing, id: string): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('people.person')
    .select('phone_sealed')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && unseal(keys, row.phone_sealed, phoneBinding(id))
}

export interface NewPerson {
  readonly id: string
  readonly name: TwoScriptName
  /** E.164 */
  readonly phone: string
  readonly language: 'hi' | 'en'
  readonly place: { readonly id: string; readonly lft: number }
  readonly wing: number
  readonly invitationId: string | null
  /** The short link by which she came. */
  readonly cameBy?: string | undefined
}

/** Saves someone who applied. */
export async function insertPerson(tx: Transaction, keys: KeyRing, person: NewPerson): Promise<void> {
  const match = matchKeysOf(person.name.name)
  await tx.db
    .insertInto('people.person')
    .values({
      id: person.id,
      name: person.name.name,
      name_latin: person.name.latin,
      name_devanagari: person.name.devanagari,
      name_folded: searchableName(person.name),
      match_given: match.given,
      match_family: match.family,
      match_name: match.name,
      name_flags: [...person.name.flags],
      phone_sealed: seal(keys, person.phone, phoneBinding(person.id)),
      phone_index: phoneIndexOf(keys, person.phone),
      language: person.language,
      place_id: person.place.id,
      place_lft: person.place.lft,
      wing: person.wing,
      state: 'applied' satisfies PersonState,
      invitation_id: person.invitationId,
      came_by: person.cameBy ?? null,
      applied_at: tx.now,
      changed_at: tx.now,
    })
    .execute()
}

/** Saves a new state, and whatever else changed with it. */
export async function savePerson(
  tx: Transaction,
  id: string,
  change: {
    readonly state: PersonState
    readonly place?: { readonly id: string; readonly lft: number }
    readonly phoneVerifiedAt?: Date
  },
): Promise<void> {
  await tx.db
    .updateTable('people.person')
    .set({
      state: change.state,
      changed_at: tx.now,
      ...(change.place ? { place_id: change.place.id, place_lft: change.place.lft } : {}),
      ...(change.phoneVerifiedAt ? { phone_verified_at: change.phoneVerifiedAt } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** Takes away by which short link she came. @returns its code, the first time */
export async function takeCameBy(tx: Transaction, id: string): Promise<string | undefined> {
  const taken = await sql<{ code: string }>`
    with was as (select id, came_by as code from people.person where id = ${id} and came_by is not null for update)
    update people.person set came_by = null from was where person.id = was.id returning was.code`.execute(
    tx.db,
  )
  return taken.rows[0]?.code
}

/** Notes that she agreed herself to be here. */
export async function saveAgreed(tx: Transaction, id: string): Promise<void> {
  await tx.db
    .updateTable('people.person')
    .set({ awaits_consent: false, changed_at: tx.now })
    .where('id', '=', id)
    .execute()
}

/** Writes a number that its owner has just proved. */
export async function saveProvedPhone(
  tx: Transaction,
  keys: KeyRing,
  id: string,
  phone: string,
): Promise<void> {
  await tx.db
    .updateTable('people.person')
    .set({
      phone_sealed: seal(keys, phone, phoneBinding(id)),
      phone_index: phoneIndexOf(keys, phone),
      phone_verified_at: tx.now,
      changed_at: tx.now,
    })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** A column that holds the whole name (NameInScripts) of the person whom a query calls `who`: where a row carries several. */
export const nameIn = (who: string): RawBuilder<unknown> =>
  sql`jsonb_build_object('name', ${sql.ref(`${who}.name`)}, 'nameLatin', ${sql.ref(`${who}.name_latin`)},
    'nameDevanagari', ${sql.ref(`${who}.name_devanagari`)})`
