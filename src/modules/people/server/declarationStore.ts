import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Locale, Transaction } from '#platform/context.ts'
import { DECLARATION_VERSION } from '../domain/declaration.ts'

/** When a person made the declaration that counts now; undefined when she has not. */
export async function declaredAt(tx: Transaction, personId: string): Promise<Date | undefined> {
  const found = await sql<{ at: Date }>`
    select declared_at as at from people.declaration
    where person_id = ${personId} and version = ${DECLARATION_VERSION}`.execute(tx.db)
  return found.rows[0]?.at
}

/** @returns false when it had been made already: then nothing changed */
export async function insertDeclaration(
  tx: Transaction,
  made: { readonly personId: string; readonly sessionId: string; readonly language: Locale },
): Promise<boolean> {
  const written = await sql`
    insert into people.declaration (id, person_id, version, language, declared_at, session_id)
    values (${uuidv7(tx.now)}, ${made.personId}, ${DECLARATION_VERSION}, ${made.language}, ${tx.now}, ${made.sessionId})
    on conflict (person_id, version) do nothing returning id`.execute(tx.db)
  return written.rows.length > 0
}
