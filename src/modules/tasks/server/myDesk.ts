import type { Context } from '#platform/context.ts'
import { countQuestionsForMe } from './listQuestions.ts'
import { countReportsForMe } from './listReports.ts'
import { answering, coordinating } from './policy.ts'

/** What of the tasks is the actor's to do, for the menu. */
export interface TaskDesk {
  readonly gives: boolean
  /** Reports that wait for her; undefined for whoever confirms none. */
  readonly confirms: number | undefined
  /** Questions that wait for her; undefined for whoever is asked none. */
  readonly questions: number | undefined
}

/** What waits for whoever acts, and what she may do at all. */
export async function myTaskDesk(ctx: Context): Promise<TaskDesk> {
  const coordinates = coordinating(ctx.actor).length > 0
  return {
    gives: coordinates,
    confirms: coordinates ? await countReportsForMe(ctx) : undefined,
    questions: answering(ctx.actor).length > 0 ? await countQuestionsForMe(ctx) : undefined,
  }
}
