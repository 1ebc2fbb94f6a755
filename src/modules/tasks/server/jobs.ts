import type { AnyJob } from '#platform/jobs/job.ts'
import { askQuestionsNightly } from './askQuestions.ts'
import { forgetPhoto } from './photo.ts'

export const taskJobs: readonly AnyJob[] = [askQuestionsNightly, forgetPhoto as AnyJob]
