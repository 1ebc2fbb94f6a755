import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { defineJob } from '#platform/jobs/job.ts'
import { askAboutPatterns } from './patternStore.ts'

/**
 * Asks coordinators about what looks unlikely in the last days' reports. It marks nobody, holds nothing back and changes no report; run
 * twice it asks once.
 * @returns how many questions are new
 */
export async function askQuestions(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    const asked = await askAboutPatterns(tx)
    for (const { id, kind } of asked) record(tx, 'tasks.askQuestion', `question:${id}`, { kind })
    return asked.length
  })
}

/** Before the coordinators' morning. */
export const askQuestionsNightly = defineJob({
  name: 'tasks.askQuestions',
  schema: z.object({}),
  policy: { retries: 3 },
  cron: '20 5 * * *',
  async handle(context) {
    context.platform.log.info({ asked: await askQuestions(context) }, 'unlikely patterns became questions')
  },
})
