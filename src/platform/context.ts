import type { Actor } from './access/actor.ts'
import { appendEntries } from './audit/append.ts'
import type { Clock } from './clock/clock.ts'
import type { Database } from './database/pool.ts'
import { inTransaction, type Transaction } from './database/transaction.ts'
import type { Environment } from './environment/environment.ts'
import type { KeyRing } from './keys/keyRing.ts'
import type { Log } from './telemetry/log.ts'

export type { Transaction }

export type Locale = 'hi' | 'en'

/** What one process of one edition stands on; opened once at boot. */
export interface Platform {
  readonly environment: Environment
  readonly db: Database
  readonly keys: KeyRing
  readonly log: Log
  readonly clock: Clock
  /** `karyakarta start`'s own process on its embedded database: persona links and a readable inbox (demo/demonstration.ts). */
  readonly demo: boolean
}

/** What a verb needs to know about the request it serves. */
export interface Context {
  readonly platform: Platform
  readonly actor: Actor
  readonly locale: Locale
  readonly now: Date
  /** Runs work in one transaction in which PostgreSQL knows the actor; commits when it returns, rolls back when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
}

/** Makes the context of one request, job or command. */
export function contextFor(platform: Platform, actor: Actor, locale: Locale = 'hi'): Context {
  const now = platform.clock.now()
  return {
    platform,
    actor,
    locale,
    now,
    transaction: (work) =>
      inTransaction(platform.db, actor, async (db) => {
        const tx: Transaction = { db, actor, now, entries: [] }
        const answer = await work(tx)
        if (tx.entries.length > 0) await appendEntries(tx)
        return answer
      }),
  }
}

/**
 * Runs several reading verbs in one transaction: a page that asks several of them begins and commits once, and its parts agree. Only for
 * reading: a refusal of one takes back what all of them noted.
 */
export const together = <T>(context: Context, reads: (within: Context) => Promise<T>): Promise<T> =>
  context.transaction((tx) => reads({ ...context, transaction: (work) => work(tx) }))

/** The same request on behalf of another actor: for the moment at which a join makes the person who then acts. */
export const actingAs = (context: Context, actor: Actor): Context =>
  contextFor({ ...context.platform, clock: { now: () => context.now } }, actor, context.locale)
