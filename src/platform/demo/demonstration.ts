import { createHash } from 'node:crypto'
import pg from 'pg'
import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'

/**
 * A demonstration shows codes in clear and lets anybody in, so no setting can switch it on. Two things must meet: a secret that only
 * `karyakarta start` hands to its own children, over their channel, and a database whose server carries that secret's print. The print is
 * a comment on the serving role, which only a superuser of that server can write, and `start` is one on its embedded cluster alone.
 */
const PRINT = 'karyakarta demonstration '
const printOf = (secret: string): string => PRINT + createHash('sha256').update(secret).digest('hex')

/** Marks the embedded cluster as the one that may be shown. @param superuserUrl of the cluster that `start` has just brought up */
export async function markForDemonstration(
  superuserUrl: string,
  servingRoles: readonly string[],
  secret: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    for (const role of servingRoles)
      await client.query(
        `comment on role ${client.escapeIdentifier(role)} is ${client.escapeLiteral(printOf(secret))}`,
      )
  } finally {
    await client.end()
  }
}

/** Whether the database behind this connection is the very one that whoever gave us the secret has marked. */
export async function isMarkedForDemonstration(db: Database, secret: string): Promise<boolean> {
  const found = await sql<{ print: string | null }>`
    select shobj_description(oid, 'pg_authid') as print from pg_roles where rolname = current_user`.execute(
    db,
  )
  return found.rows[0]?.print === printOf(secret)
}

/**
 * The bundled pages and the command line are two copies of this file in one process: a registered symbol is what both know. Nothing outside
 * the process can reach it, neither its environment nor its database.
 */
const GRANT = Symbol.for('karyakarta.demonstration')
const ourselves = globalThis as { [GRANT]?: true }

/** Makes this process show the demonstration's conveniences. Only serveEdition.ts calls it, once both proofs met. */
export function grantDemonstration(): void {
  ourselves[GRANT] = true
}

export const isDemonstration = (): boolean => ourselves[GRANT] === true
