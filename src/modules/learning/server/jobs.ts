import type { AnyJob } from '#platform/jobs/job.ts'
import { forgetPhoto } from './photo.ts'

export const learningJobs: readonly AnyJob[] = [forgetPhoto as AnyJob]
