import { sql } from 'kysely'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import type { Nominee } from '../domain/nominee.ts'

const binding = (personId: string, field: 'name' | 'phone'): string => `people.nominee.${field}:${personId}`

/** Whom a person named; row-level security shows it to nobody but herself. */
export async function nomineeOf(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
): Promise<Nominee | undefined> {
  const found = await sql<{ name: Buffer; phone: Buffer; namedAt: Date }>`
    select name_sealed as name, phone_sealed as phone, named_at as "namedAt" from people.nominee
    where person_id = ${personId}`.execute(tx.db)
  const row = found.rows[0]
  return (
    row && {
      name: unseal(keys, row.name, binding(personId, 'name')),
      phone: unseal(keys, row.phone, binding(personId, 'phone')),
      namedAt: row.namedAt,
    }
  )
}

export async function saveNominee(
  tx: Transaction,
  keys: KeyRing,
  personId: string,
  nominee: Pick<Nominee, 'name' | 'phone'>,
): Promise<void> {
  await sql`
    insert into people.nominee (person_id, name_sealed, phone_sealed, named_at)
    values (${personId}, ${seal(keys, nominee.name, binding(personId, 'name'))},
      ${seal(keys, nominee.phone, binding(personId, 'phone'))}, ${tx.now})
    on conflict (person_id) do update
      set name_sealed = excluded.name_sealed, phone_sealed = excluded.phone_sealed, named_at = excluded.named_at`.execute(
    tx.db,
  )
}

/** @returns whether there was one */
export async function deleteNominee(tx: Transaction, personId: string): Promise<boolean> {
  const gone =
    await sql`delete from people.nominee where person_id = ${personId} returning person_id`.execute(tx.db)
  return gone.rows.length > 0
}
