import { sql } from 'kysely'
import type { Database } from './pool.ts'

/** Lets the planner look at all tables once, after much was brought in at once: until it has, it guesses, and the first pages take seconds. */
export async function learnSizes(db: Database): Promise<void> {
  await sql`select platform.learn_sizes()`.execute(db)
}
