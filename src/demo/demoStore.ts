import { sql } from 'kysely'
import { foldName, foldToken, nameKeys } from '#engines/matching/index.ts'
import type { Transaction } from '#platform/context.ts'
import { blindIndex, seal } from '#platform/keys/sealed.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { demoId } from './demoId.ts'
import type { InventedAppointment, InventedVouch } from './inventNetwork.ts'
import type { InventedPerson } from './inventedPerson.ts'

/**
 * The demo's only SQL. It writes past the verbs on purpose: verbs make the present, this makes an organisation that already has a past,
 * in a few statements instead of 20,000. Row-level security holds for it as for everybody; it acts as the house.
 */

export async function isEmpty(tx: Transaction): Promise<boolean> {
  const found = await sql<{
    empty: boolean
  }>`select not exists (select from people.person) as empty`.execute(tx.db)
  return found.rows[0]!.empty
}

export async function saveWings(tx: Transaction, wings: readonly object[]): Promise<void> {
  await sql`
    insert into people.wing (number, key, name_hi, name_en, position)
    select * from jsonb_to_recordset(${JSON.stringify(wings)}::jsonb)
      as given(number smallint, key text, name_hi text, name_en text, position smallint)
    on conflict (number) do nothing`.execute(tx.db)
}

export async function savePeople(
  tx: Transaction,
  keys: KeyRing,
  people: readonly InventedPerson[],
): Promise<void> {
  const fold = remembering(foldToken)
  const rows = people.map((person) => {
    const match = nameKeys(person.typedInHindi ? person.name.devanagari : person.name.latin)
    return {
      match_given: match?.given ?? '',
      match_family: match?.family ?? null,
      match_name: match?.name ?? '',
      id: person.id,
      name: person.typedInHindi ? person.name.devanagari : person.name.latin,
      name_latin: person.name.latin,
      name_devanagari: person.name.devanagari,
      name_folded: `${foldName(person.name.latin, fold)} ${foldName(person.name.devanagari, fold)}`,
      phone_sealed: `\\x${seal(keys, person.phone, `people.phone:${person.id}`).toString('hex')}`,
      phone_index: `\\x${blindIndex(keys, person.phone).toString('hex')}`,
      phone_verified_at: person.state === 'applied' ? null : person.appliedAt,
      language: person.language,
      place_id: person.place.id,
      place_lft: person.place.lft,
      wing: person.wing,
      state: person.state,
      applied_at: person.appliedAt,
      changed_at: person.changedAt,
    }
  })
  await sql`
    insert into people.person (match_given, match_family, match_name, id, name, name_latin, name_devanagari, name_folded, phone_sealed, phone_index, phone_verified_at, language,
      place_id, place_lft, wing, state, applied_at, changed_at)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(match_given text, match_family text, match_name text,
      id uuid, name text, name_latin text, name_devanagari text, name_folded text, phone_sealed bytea, phone_index bytea,
      phone_verified_at timestamptz, language text, place_id uuid, place_lft integer, wing smallint, state text,
      applied_at timestamptz, changed_at timestamptz)`.execute(tx.db)
}

/** A few hundred words make 5,000 names: each is folded once. */
function remembering(fold: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>()
  return (word) => {
    const folded = known.get(word) ?? fold(word)
    known.set(word, folded)
    return folded
  }
}

/** Membership for everybody; each further channel for those who (by their id) chose it. Each had read the notice of her month. */
export async function saveConsents(tx: Transaction, people: readonly InventedPerson[]): Promise<void> {
  const chose = (id: string, part: number, often: number) =>
    Number.parseInt(id.slice(part, part + 2), 16) < often
  const rows = people.flatMap(({ id, language, appliedAt }) =>
    [
      'membership',
      ...(chose(id, 0, 220) ? ['call'] : []),
      ...(chose(id, 2, 190) ? ['sms'] : []),
      ...(chose(id, 4, 150) ? ['whatsapp'] : []),
    ].map((purpose) => ({
      id: demoId(`consent/${id}/${purpose}`),
      person_id: id,
      purpose,
      language,
      given_at: appliedAt,
    })),
  )
  await sql`
    insert into people.consent (id, person_id, purpose, notice_version, language, given_at)
    select id, person_id, purpose, to_char(given_at at time zone 'Asia/Kolkata', 'YYYY-FMMM') || '-1', language, given_at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given(id uuid, person_id uuid, purpose text, language text, given_at timestamptz)`.execute(tx.db)
}

export async function saveAppointments(
  tx: Transaction,
  appointments: readonly InventedAppointment[],
): Promise<void> {
  const rows = appointments.map(({ id, personId, role, place, wing, from, givenBy, mayExport }) => ({
    id,
    person_id: personId,
    role,
    place_id: place.id,
    place_lft: place.lft,
    wing,
    from_at: from,
    given_by: givenBy,
    may_export: mayExport,
  }))
  await sql`
    insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, given_by, may_export)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, person_id uuid, role text, place_id uuid,
      place_lft integer, wing smallint, from_at timestamptz, given_by uuid, may_export boolean)`.execute(
    tx.db,
  )
}

/** Whoever holds an office in the made-up organisation declared when she took it up. */
export async function saveDeclarations(
  tx: Transaction,
  appointments: readonly InventedAppointment[],
): Promise<void> {
  const rows = [...new Map(appointments.map(({ personId, from }) => [personId, from]))].map(
    ([personId, from]) => ({
      id: demoId(`declaration/${personId}`),
      person_id: personId,
      declared_at: from,
      session_id: demoId(`declaration/${personId}/session`),
    }),
  )
  await sql`
    insert into people.declaration (id, person_id, version, language, declared_at, session_id)
    select id, person_id, people.declaration_in_force(), 'hi', declared_at, session_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given(id uuid, person_id uuid, declared_at timestamptz, session_id uuid)`.execute(tx.db)
}

export async function saveVouches(tx: Transaction, vouches: readonly InventedVouch[]): Promise<void> {
  const rows = vouches.map(({ id, personId, vouchedBy, place, wing, at }) => ({
    id,
    person_id: personId,
    vouched_by: vouchedBy,
    place_id: place.id,
    wing,
    at,
  }))
  await sql`
    insert into people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand)
    select *, false from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given(id uuid, person_id uuid, vouched_by uuid, place_id uuid, wing smallint, at timestamptz)`.execute(
    tx.db,
  )
}
