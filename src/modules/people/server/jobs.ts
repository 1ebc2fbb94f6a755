import type { AnyJob } from '#platform/jobs/job.ts'
import { forgetPeopleNightly } from './forgetPeople.ts'
import { reckonActivityNightly } from './reckonActivity.ts'

/** What happens to people by the mere passing of days. */
export const peopleJobs: readonly AnyJob[] = [reckonActivityNightly, forgetPeopleNightly]
