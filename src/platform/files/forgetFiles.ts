import { z } from 'zod'
import type { Transaction } from '../database/transaction.ts'
import { enqueueAll } from '../jobs/enqueue.ts'
import { defineJob } from '../jobs/job.ts'
import { removeFile } from './files.ts'
import { holdAddress } from './holdAddress.ts'

/** Forgets bytes that no row of any room shows any more. Whoever puts the same bytes in at this moment waits for us, or we for her. */
export const forgetFile = defineJob({
  name: 'platform.forgetFile',
  schema: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  policy: { retries: 10 },
  async handle(context, { sha256 }) {
    await context.transaction(async (tx) => {
      await holdAddress(tx, sha256)
      await removeFile(tx, sha256)
    })
  },
})

/** Asks that files be forgotten once this transaction has taken them from the rows that showed them. */
export async function forgetFiles(tx: Transaction, addresses: readonly string[]): Promise<void> {
  await enqueueAll(
    tx,
    forgetFile,
    addresses.map((sha256) => ({ sha256 })),
  )
}
