import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob } from '../jobs/job.ts'
import { holdAddress } from './holdAddress.ts'
import { openStore } from './openStore.ts'

/** Removes the bytes of a file that was forgotten, unless the same contents have been put in again meanwhile. */
export const removeBytes = defineJob({
  name: 'platform.removeBytes',
  schema: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  policy: { retries: 10 },
  async handle(context, { sha256 }) {
    const store = await openStore(context.platform.environment)
    await context.transaction(async (tx) => {
      await holdAddress(tx, sha256)
      const found = await sql`select from platform.file where sha256 = decode(${sha256}, 'hex')`.execute(
        tx.db,
      )
      if (found.rows.length === 0) await store.remove(sha256)
    })
  },
})
