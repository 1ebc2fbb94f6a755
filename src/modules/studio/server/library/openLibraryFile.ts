import type { Readable } from 'node:stream'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { maySeeLibrary, maySeeMedia } from './libraryPolicy.ts'
import { mediaByFile } from './mediaStore.ts'

/**
 * A file of the library by its address: the medium itself or one of its smaller pictures. Any other file of the house has no door here.
 * @param as `still`: a picture of it that a screen shows; of a clip, a frame
 * @throws Refusal notSignedIn, forbidden, notFound
 */
export async function openLibraryFile(
  ctx: Context,
  address: string,
  as: 'itself' | 'still' = 'itself',
): Promise<{ readonly bytes: number; readonly mediaType: string; readonly stream: Readable }> {
  requirePerson(ctx.actor)
  authorise(maySeeLibrary(ctx.actor))
  return ctx.transaction(async (tx) => {
    const media = /^[0-9a-f]{64}$/.test(address) ? await mediaByFile(tx, address) : undefined
    const opened = as === 'still' ? media?.still : address
    if (!media || !opened) throw new Refusal('notFound', { reason: 'studio_l_unknown' })
    authorise(maySeeMedia(ctx.actor, media))
    const { bytes, stream } = await getFile(tx, await openStore(ctx.platform.environment), opened)
    return { bytes, mediaType: as === 'still' ? 'image/jpeg' : media.mediaType, stream }
  })
}
