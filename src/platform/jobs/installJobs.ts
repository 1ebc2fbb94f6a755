import { PgBoss, type Queue } from 'pg-boss'
import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'
import { JOBS_SCHEMA, KEPT_DAYS, type AnyJob, type JobPolicy } from './job.ts'

const DAY = 86_400

/**
 * Makes the job engine's schema, a queue for every job and the schedules, as the owner; the serving role is granted use of the tables and
 * can make none. Safe to repeat: a changed policy or schedule is put right, a schedule whose job is gone is removed.
 */
export async function installJobs(
  db: Database,
  ownerUrl: string,
  servingRole: string,
  jobs: readonly AnyJob[],
): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOBS_SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
  })
  boss.on('error', () => {})
  await boss.start()
  try {
    const present = new Set((await boss.getQueues()).map(({ name }) => name))
    for (const job of jobs) await installQueue(boss, job, present.has(job.name))
    await installSchedules(boss, jobs)
  } finally {
    await boss.stop({ graceful: false })
  }
  await grantUse(db, servingRole)
}

async function installQueue(boss: PgBoss, job: AnyJob, present: boolean): Promise<void> {
  const options = optionsOf(job.policy)
  if (present) await boss.updateQueue(job.name, options)
  else await boss.createQueue(job.name, { ...options, partition: job.policy.highVolume ?? false })
}

function optionsOf({ retries = 5, timeout = 300, heartbeat }: JobPolicy): Omit<Queue, 'name'> {
  return {
    retryLimit: retries,
    retryBackoff: true,
    retryDelay: 1,
    retryDelayMax: 3600,
    expireInSeconds: timeout,
    deleteAfterSeconds: KEPT_DAYS * DAY,
    ...(heartbeat === undefined ? {} : { heartbeatSeconds: heartbeat }),
  }
}

async function installSchedules(boss: PgBoss, jobs: readonly AnyJob[]): Promise<void> {
  const wanted = new Set(jobs.filter(({ cron }) => cron).map(({ name }) => name))
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name)
  for (const { name, cron } of jobs)
    if (cron) await boss.schedule(name, cron, {}, { tz: 'Asia/Kolkata', missed: 'once' })
}

/** The serving role works the tables; it owns none and may not make, change or drop one. */
async function grantUse(db: Database, servingRole: string): Promise<void> {
  const [schema, role] = [sql.id(JOBS_SCHEMA), sql.id(servingRole)]
  await sql`grant usage on schema ${schema} to ${role}`.execute(db)
  await sql`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`.execute(db)
  await sql`grant usage, select on all sequences in schema ${schema} to ${role}`.execute(db)
  await sql`grant execute on all functions in schema ${schema} to ${role}`.execute(db)
}
