import { sql } from 'kysely'
import { isUuid } from '../clock/uuid.ts'
import { actingPerson, type Actor } from '../access/actor.ts'
import { scopeSettings } from '../access/scope.ts'
import { actsByOldNumbers } from '../access/oldNumbers.ts'
import type { AuditEntry } from '../audit/entry.ts'
import { isRefusal, Refusal } from '../errors/catalogue.ts'
import { hasOutlivedItsPlan } from './keptPlans.ts'
import type { Database } from './pool.ts'

/** PostgreSQL: serialization_failure and deadlock_detected; the whole work may be tried again. */
const WORTH_ANOTHER_TRY = new Set(['40001', '40P01'])
const TRIES = 3

/** One transaction: stores run SQL on `db`; audit entries wait in `entries` and are chained as the last statement before commit. */
export interface Transaction {
  readonly db: Database
  readonly actor: Actor
  readonly now: Date
  readonly entries: AuditEntry[]
}

/**
 * Runs work in one transaction in which PostgreSQL knows who acts, so that row-level security holds: `begin` and the settings go in
 * one message. Deadlocks and serialisation failures are tried again, so work must have no effect outside the transaction.
 * @throws Refusal unavailable where it found nothing only because a restructure gave the places other numbers meanwhile
 */
export async function inTransaction<T>(
  db: Database,
  actor: Actor,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.connection().execute((connection) => once(connection, actor, work))
    } catch (error) {
      if (isTurnedAway(error) && (await actsByOldNumbers(db, actor)))
        throw new Refusal('unavailable', {
          reason: 'platform_tree_moved',
          cause: error,
          retryAfterSeconds: 1,
        })
      if (attempt >= TRIES || !isWorthAnotherTry(error as { code?: string })) throw error
    }
  }
}

const isWorthAnotherTry = (fault: { readonly code?: string }): boolean =>
  WORTH_ANOTHER_TRY.has(fault.code ?? '') || hasOutlivedItsPlan(fault)

/** What somebody with the right is told when her numbers are no more. */
const isTurnedAway = (error: unknown): boolean =>
  isRefusal(error) && (error.id === 'forbidden' || error.id === 'notFound')

async function once<T>(connection: Database, actor: Actor, work: (tx: Database) => Promise<T>): Promise<T> {
  await sql.raw(`begin; ${actAs(actor)}`).execute(connection)
  try {
    const answer = await work(connection)
    await sql`commit`.execute(connection)
    return answer
  } catch (error) {
    // A connection that died cannot roll back, and need not: the server already has. The first error is the one to tell.
    await sql`rollback`.execute(connection).catch(() => {})
    throw error
  }
}

/** One message cannot carry parameters, so the settings are joined into its text: nothing but checked ids and integers enters. */
function actAs(actor: Actor): string {
  const person = actingPerson(actor) ?? ''
  if (person !== '' && !isUuid(person)) throw new Error('an actor id is not a uuid')
  const settings = { 'karyakarta.actor': person, ...scopeSettings(actor.scope) }
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', true)`)
  return `select ${calls.join(', ')}`
}
