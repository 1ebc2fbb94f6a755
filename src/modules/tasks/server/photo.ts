import { z } from 'zod'
import { removeFile } from '#platform/files/files.ts'
import { holdAddress } from '#platform/files/holdAddress.ts'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import { defineJob } from '#platform/jobs/job.ts'
import type { Transaction } from '#platform/context.ts'
import { isPhotoInUse } from './reportStore.ts'

/** Forgets a photo that no report shows any more. Whoever sends the same bytes at this moment waits for us, or we for her. */
export const forgetPhoto = defineJob({
  name: 'tasks.forgetPhoto',
  schema: z.object({ photo: z.string().regex(/^[0-9a-f]{64}$/) }),
  policy: { retries: 10 },
  async handle(context, { photo }) {
    await context.transaction(async (tx) => {
      await holdAddress(tx, photo)
      if (!(await isPhotoInUse(tx, photo))) await removeFile(tx, photo)
    })
  },
})

/** Asks that photos be forgotten once this transaction has taken them from their reports. */
export async function forgetPhotos(tx: Transaction, photos: readonly string[]): Promise<void> {
  await enqueueAll(
    tx,
    forgetPhoto,
    photos.map((photo) => ({ photo })),
  )
}
