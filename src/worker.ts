import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '#platform/context.ts'
import { HOUSEKEEPING } from '#platform/jobs/housekeeping.ts'
import type { AnyJob } from '#platform/jobs/job.ts'
import { runJobs, type RunJobsOptions } from '#platform/jobs/runJobs.ts'
import { DELIVERY_BATCH, deliverEvents, type Reaction } from '#platform/outbox/deliver.ts'

export interface Worker {
  /** Ends after what is in hand now. */
  stop(): Promise<void>
}

/** What an edition has to be worked on behind its pages; an Edition is one. */
export interface Work {
  readonly reactions: readonly Reaction[]
  readonly jobs: readonly AnyJob[]
  /** What it proves of itself first: a failure is logged, and the work that needs it refuses by itself. */
  readonly selfTests?: readonly (() => Promise<void>)[]
}

/** How long an event waits at most before someone looks, in milliseconds; a look at an empty outbox costs 0.1 ms. */
const PAUSE_MS = 300
/** While the database is away, in milliseconds. */
const PAUSE_AFTER_FAILURE_MS = 2_000

/**
 * Runs what happens behind the pages: outbox deliveries, jobs and the scheduled clean-ups, until it is stopped. Any number of workers may
 * serve one edition; one that dies is relieved by the others, and a database that is away is waited for.
 */
export async function startWorker(
  platform: Platform,
  work: Work,
  options: RunJobsOptions = {},
): Promise<Worker> {
  for (const test of work.selfTests ?? [])
    void test().catch((error: unknown) =>
      platform.log.error({ err: error }, 'a self-test failed: what needs it refuses'),
    )
  const stopping = new AbortController()
  const jobs = await runJobs(platform, [...HOUSEKEEPING, ...work.jobs], options)
  const delivering = deliverUntil(stopping.signal, platform, work.reactions)
  return {
    async stop() {
      stopping.abort()
      await Promise.all([delivering, jobs.stop()])
    },
  }
}

async function deliverUntil(
  signal: AbortSignal,
  platform: Platform,
  reactions: readonly Reaction[],
): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {})
  while (!signal.aborted) {
    try {
      if ((await deliverEvents(platform, reactions)) < DELIVERY_BATCH) await pause(PAUSE_MS)
    } catch (error) {
      platform.log.warn({ err: error }, 'the worker could not reach the database and will try again')
      await pause(PAUSE_AFTER_FAILURE_MS)
    }
  }
}
