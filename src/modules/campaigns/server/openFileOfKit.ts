import type { Readable } from 'node:stream'
import { renditionsOf } from '#modules/studio/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { LANGUAGES } from '../domain/campaign.ts'
import { kitFiles } from '../domain/files.ts'
import { filesOfKits } from './fileStore.ts'
import { maySee } from './policy.ts'
import { kitOf } from './viewKit.ts'

/**
 * A file that goes out with a kit, for those who decide about it: before its release what is drawn of its piece, after it what was kept.
 * @throws Refusal notSignedIn, forbidden; notFound for what does not go out with it
 */
export async function openFileOfKit(
  ctx: Context,
  asked: { readonly kitId: string; readonly renditionId: string },
): Promise<{ readonly bytes: number; readonly mediaType: string; readonly stream: Readable }> {
  requirePerson(ctx.actor)
  authorise(maySee(ctx.actor))
  return ctx.transaction(async (tx) => {
    const { kit } = await kitOf(tx, asked.kitId)
    const drawn =
      kit.state === 'draft'
        ? await renditionsOf(tx, kit.pieceId, kit.pieceHash)
        : await filesOfKits(tx, [kit.id])
    const goesOut = LANGUAGES.flatMap((language) => kitFiles(drawn, language))
    const one = goesOut.some(({ id }) => id === asked.renditionId)
      ? drawn.find(({ id }) => id === asked.renditionId)
      : undefined
    if (!one?.file) throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
    const { bytes, stream } = await getFile(tx, await openStore(ctx.platform.environment), one.file)
    return { bytes, mediaType: one.mediaType ?? 'application/octet-stream', stream }
  })
}
