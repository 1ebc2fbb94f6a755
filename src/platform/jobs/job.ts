import type { z } from 'zod'
import type { Context } from '../context.ts'

/** How a job is run. Times in seconds. */
export interface JobPolicy {
  /** Tries after the first one failed or its worker died; each waits longer (1 s, 2 s, 4 s … at most an hour). */
  readonly retries?: number
  /** A run that takes longer counts as failed and is tried again, by another worker if need be. */
  readonly timeout?: number
  /** A worker that is silent for this long (at least 10) is taken for dead and its job handed on, long before `timeout`. */
  readonly heartbeat?: number
  /** Runs side by side in one worker. */
  readonly concurrency?: number
  /** Thousands at a time (messages to a whole state): a table of its own, fetched in batches. */
  readonly highVolume?: boolean
}

/** What a run knows of itself. A job is delivered at least once: its effects go into `once(tx, { id: run.id, … })`. */
export interface JobRun {
  readonly id: string
  /** 0 at the first try. */
  readonly attempt: number
  /** Aborted when the worker stops or the run outlives its timeout. */
  readonly signal: AbortSignal
}

/** Work that leaves the transaction: network, files, long computations. Its data holds ids, never personal data. */
export interface JobDefinition<Data extends object = object> {
  /** `room.verb`, unique and stable. */
  readonly name: string
  readonly schema: z.ZodType<Data>
  readonly policy: JobPolicy
  /** Five fields, Indian time; such a job takes `{}`. Missed while no worker ran, it is run once afterwards. */
  readonly cron?: string
  handle(context: Context, data: Data, run: JobRun): Promise<void>
}

/** A job among others: each parses its own data before it handles it. */
export type AnyJob = JobDefinition<object>

/**
 * @example export const sendMessage = defineJob({ name: 'outreach.sendMessage', schema, policy: { retries: 8 }, handle })
 */
export const defineJob = <Data extends object>(definition: JobDefinition<Data>): JobDefinition<Data> =>
  Object.freeze(definition)

/** The PostgreSQL schema that pg-boss has to itself. */
export const JOBS_SCHEMA = 'jobs'
/** Jobs that nobody could do (tries used up, or data that no longer parses) are kept this long for a person to look at. */
export const KEPT_DAYS = 14
