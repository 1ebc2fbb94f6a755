import type { AnyJob } from '#platform/jobs/job.ts'
import { askQuestionsNightly } from './askQuestions.ts'

export const taskJobs: readonly AnyJob[] = [askQuestionsNightly]
