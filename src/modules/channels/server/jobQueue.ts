import { z } from 'zod'
import type { JobDefinition } from '#platform/jobs/job.ts'

/**
 * The job's queue, by which verbs ask for it; the edition's rules come in with `channelJobs`. It is never repeated blindly: a target's own state says what
 * may be done.
 */
export const runOne: Pick<JobDefinition<{ targetId: string }>, 'name' | 'schema' | 'policy'> = {
  name: 'channels.run',
  schema: z.object({ targetId: z.guid() }),
  policy: { retries: 2, timeout: 3_600, heartbeat: 20, concurrency: 3 },
}
