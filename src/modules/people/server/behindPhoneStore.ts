import { sql } from 'kysely'
import type { Database } from '#platform/database/pool.ts'

interface Behind {
  readonly personId: string
  readonly name: string
  readonly state: string
  /** A coordinator put her on a list; she did not type herself in. */
  readonly isListed: boolean
}

/** Who stands behind a phone's index, oldest joining first; asked before anybody is signed in, hence by functions of the database. */
export async function membersBehind(db: Database, phoneIndex: Buffer): Promise<readonly Behind[]> {
  const found = await sql<Behind>`
    select person_id as "personId", name, state, person_id in (select people.listed_behind_phone(${phoneIndex})) as "isListed"
    from people.behind_phone(${phoneIndex})`.execute(db)
  return found.rows
}
