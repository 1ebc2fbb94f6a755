import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Database } from '#platform/database/pool.ts'

/** Writes that a person made the declaration in force, with the owner's hand: an office has no power without it. */
export async function arrangeDeclaration(owner: Database, personId: string, at: Date): Promise<void> {
  await sql`
    insert into people.declaration (id, person_id, version, language, declared_at, session_id)
    values (${uuidv7()}, ${personId}, people.declaration_in_force(), 'hi', ${at}, ${uuidv7()})
    on conflict do nothing`.execute(owner)
}
