import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { once } from '#platform/commands/once.ts'
import { defineJob } from '#platform/jobs/job.ts'

/** Notes that it began, dawdles, then marks its thing once: every step can be seen in the database from outside. */
export const markJob = defineJob({
  name: 'test.mark',
  schema: z.object({ thing: z.string(), dawdleMs: z.number() }),
  policy: { retries: 5, timeout: 2, concurrency: 4 },
  async handle(context, { thing, dawdleMs }, run) {
    const note = (key: string) =>
      context.transaction(async (tx) => {
        await sql`insert into platform.setting (key, value) values (${key}, to_jsonb(pg_backend_pid()))`.execute(
          tx.db,
        )
      })
    await note(`began:${thing}:${run.attempt}:${process.pid}`)
    // Only the first try dawdles: whoever takes the job over gets it done.
    if (run.attempt === 0) await sleep(dawdleMs)
    await context.transaction((tx) =>
      once(tx, { id: run.id, verb: markJob.name, input: thing }, async () => {
        await sql`insert into platform.setting (key, value) values (${`marked:${thing}:${run.attempt}`}, '1')`.execute(
          tx.db,
        )
        return 'marked'
      }),
    )
  },
})
