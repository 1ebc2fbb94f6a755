import type { AnyJob } from '#platform/jobs/job.ts'
import { renderForm } from './renditions/renderJob.ts'
import { readSchemes } from './schemeFacts/readSchemes.ts'

/** What a worker does for pieces: draws their forms, and reads the public feed of schemes. */
export const studioJobs: readonly AnyJob[] = [renderForm as AnyJob, readSchemes as AnyJob]
