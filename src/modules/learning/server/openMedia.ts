import type { Readable } from 'node:stream'
import { requireMember } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { mediaOf } from './mediaStore.ts'

/**
 * A picture, sound or film of a lesson, for whoever is signed in; any other file of the house has no door here, whatever its address.
 * @throws Refusal notSignedIn, notFound
 */
export async function openMedia(
  ctx: Context,
  address: string,
): Promise<{ readonly bytes: number; readonly mediaType: string; readonly stream: Readable }> {
  requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const media = /^[0-9a-f]{64}$/.test(address) ? (await mediaOf(tx, [address])).get(address) : undefined
    if (!media) throw new Refusal('notFound', { reason: 'learning_file_unknown' })
    const { bytes, stream } = await getFile(tx, await openStore(ctx.platform.environment), address)
    return { bytes, mediaType: media.mediaType, stream }
  })
}
