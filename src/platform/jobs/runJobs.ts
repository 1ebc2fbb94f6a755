import { PgBoss, type Job, type JobResult } from 'pg-boss'
import { systemActor } from '../access/actor.ts'
import { contextFor, type Platform } from '../context.ts'
import { JOBS_SCHEMA, type AnyJob } from './job.ts'
import { wakeWorkers } from './wakeWorkers.ts'

export interface RunningJobs {
  /** Takes no more jobs, waits for those that run, then hands back what is left. */
  stop(patienceMs?: number): Promise<void>
}

export interface RunJobsOptions {
  /** How often the dead and the overdue are looked for. */
  readonly superviseSeconds?: number
}

const CONNECTIONS = 4
const BATCH = 100
/** Workers are woken when something is due; this is for what nobody saw. */
const POLL_SECONDS = 30
const PATIENCE_MS = 20_000

/** Works every job of the edition until told to stop. Any number of processes may do so at once. */
export async function runJobs(
  platform: Platform,
  jobs: readonly AnyJob[],
  { superviseSeconds = 15 }: RunJobsOptions = {},
): Promise<RunningJobs> {
  const boss = new PgBoss({
    connectionString: platform.environment.databaseUrl,
    application_name: 'karyakarta-jobs',
    schema: JOBS_SCHEMA,
    max: CONNECTIONS,
    // The owner makes tables, at `karyakarta migrate`; this role could not and must not.
    migrate: false,
    createSchema: false,
    reindex: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  })
  boss.on('error', (error) => platform.log.error({ err: error }, 'the job engine met an error'))
  boss.on('warning', ({ message }) => platform.log.warn(message))
  await boss.start()
  const workers = new Map<string, readonly string[]>()
  for (const job of jobs) workers.set(job.name, await workOn(boss, platform, job))
  const stopping = new AbortController()
  const waking = wakeWorkers(stopping.signal, platform, [...workers.keys()], (name) =>
    workers.get(name)?.forEach((id) => boss.notifyWorker(id)),
  )
  return {
    async stop(patienceMs = PATIENCE_MS) {
      stopping.abort()
      await Promise.all([waking, boss.stop({ graceful: true, timeout: patienceMs })])
    },
  }
}

/** @returns the ids of its workers, one for each run side by side: pg-boss wakes only those whose id it has told */
async function workOn(boss: PgBoss, platform: Platform, job: AnyJob): Promise<readonly string[]> {
  const { highVolume = false, concurrency = 1 } = job.policy
  const options = {
    perJobResults: true,
    pollingIntervalSeconds: POLL_SECONDS,
    batchSize: highVolume ? BATCH : 1,
    burstWhenBatchFull: true,
  } as const
  const work = async (batch: Job[]) => {
    const results: JobResult[] = []
    for (const one of batch) results.push(await run(platform, job, one))
    return results
  }
  const ids: string[] = []
  for (let place = 0; place < concurrency; place++) ids.push(await boss.work(job.name, options, work))
  return ids
}

async function run(
  platform: Platform,
  job: AnyJob,
  { id, data, retryCount, signal }: Job,
): Promise<JobResult> {
  const parsed = job.schema.safeParse(data)
  if (!parsed.success) {
    platform.log.error({ job: job.name, id }, 'a job carries data that it cannot read; it is set aside')
    return { id, status: 'deadletter', output: { error: 'unreadable data' } }
  }
  const context = contextFor(platform, systemActor(`job ${job.name}`))
  try {
    await job.handle(context, parsed.data, { id, attempt: retryCount, signal })
    return { id, status: 'completed' }
  } catch (error) {
    platform.log.error({ err: error, job: job.name, id, attempt: retryCount }, 'a job failed')
    return { id, status: 'failed', output: { error: error instanceof Error ? error.name : 'thrown' } }
  }
}
