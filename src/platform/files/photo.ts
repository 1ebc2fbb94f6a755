import type { Context, Transaction } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { cleanPicture, type CleanPicture } from './cleanPicture.ts'
import { putFile } from './files.ts'
import { openStore } from './openStore.ts'

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
