import type { AnyJob } from '#platform/jobs/job.ts'
import { lapseOffersOften } from './offers.ts'
import { remindDaily } from './remind.ts'

export const eventJobs: readonly AnyJob[] = [lapseOffersOften, remindDaily]
