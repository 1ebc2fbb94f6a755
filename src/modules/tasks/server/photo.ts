import { z } from 'zod'
import { cleanPicture, type CleanPicture } from '#platform/files/cleanPicture.ts'
import { putFile, removeFile } from '#platform/files/files.ts'
import { holdAddress } from '#platform/files/holdAddress.ts'
import { openStore } from '#platform/files/openStore.ts'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import { defineJob } from '#platform/jobs/job.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { isPhotoInUse } from './reportStore.ts'

/** A photo as it comes through a door. */
export type Photo = AsyncIterable<Uint8Array>

/**
 * Draws a photo anew, before any transaction begins: it takes a second of a core.
 * @throws Refusal badInput on `photo`, tooLarge
 */
export async function readPhoto(photo: Photo | undefined): Promise<CleanPicture | undefined> {
  if (!photo) return undefined
  try {
    return await cleanPicture(photo)
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.reason)
      throw new Refusal(thrown.id, { reason: thrown.reason, fields: { photo: thrown.reason }, cause: thrown })
    throw thrown
  }
}

/** Keeps a photo among the files. @returns its address, 64 hex digits */
export async function keepPhoto(tx: Transaction, ctx: Context, { jpeg }: CleanPicture): Promise<string> {
  const store = await openStore(ctx.platform.environment)
  async function* once() {
    yield jpeg
  }
  return (await putFile(tx, store, once(), { limit: jpeg.length, kinds: ['jpeg'] })).sha256
}

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
