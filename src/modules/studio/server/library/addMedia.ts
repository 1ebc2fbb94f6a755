import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { faultsOf, parse } from '#platform/errors/parse.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import type { Received } from '#platform/files/receive.ts'
import { readSettings } from '#platform/settings/settings.ts'
import { addMediaSchema, LONGEST_MEDIA_MS, MEDIA_LIMITS, type AddMedia } from '../../domain/library/media.ts'
import { keepPrepared } from './keepPrepared.ts'
import { homeOf, mayKeepMedia } from './libraryPolicy.ts'
import { insertMedia, sameMedia } from './mediaStore.ts'
import { prepareMedia } from './prepareMedia.ts'

/**
 * Takes a picture, clip or voice into the library, with all that must be known of it before anybody uses it: where it came from, by what right, whether people can
 * be recognised, and whether a machine made or changed it. The same bytes brought twice into one home are one medium, unless more is said of them now (insertMedia).
 * @param received what arrived; the caller discards it
 * @throws Refusal notSignedIn, forbidden, badInput, tooLarge; unavailable where what plays cannot be packed
 */
export async function addMedia(
  ctx: Context,
  input: AddMedia,
  received: Received | undefined,
): Promise<{ mediaId: string; isNew: boolean }> {
  const { personId } = requirePerson(ctx.actor)
  authorise(mayKeepMedia(ctx.actor))
  if (!received)
    throw new Refusal('badInput', {
      fields: { ...faultsOf(addMediaSchema, input), file: 'studio_l_file_needed' },
    })
  const { command, ...said } = parse(addMediaSchema, input)
  const home = homeOf(ctx.actor)!
  const prepared = await prepareMedia(received, MEDIA_LIMITS, LONGEST_MEDIA_MS)
  try {
    return await ctx.transaction((tx) =>
      once(
        tx,
        { id: command, verb: 'studio.addMedia', input: { ...said, file: received.sha256 } },
        async () => {
          const files = await keepPrepared(tx, ctx, prepared)
          const settings = await readSettings(tx.db)
          const place = { id: home.placeId, lft: home.lft, rgt: home.rgt }
          const media = {
            ...files,
            ...{
              id: uuidv7(ctx.now),
              title: said.title,
              origin: said.origin,
              rights: said.rights,
              shows: said.shows,
            },
            originWords: said.originWords ?? null,
            rightsWords: said.rightsWords ?? null,
            ...{ synthetic: said.synthetic, tool: said.tool ?? null, what: said.what ?? null },
            // Who answers for it is the organisation as it calls itself today.
            ...{ entityHi: settings?.nameHi ?? '', entityEn: settings?.nameEn ?? '' },
            ...{ storyId: null, place, wing: home.wing, madeBy: personId },
          }
          if (!(await insertMedia(tx, media))) {
            // Its files are forgotten again where the medium of these bytes was emptied; whatever shows them keeps them.
            const addresses = [files.file, files.thumb, files.screen]
            await forgetFiles(
              tx,
              addresses.filter((one) => one !== null),
            )
            return { mediaId: (await sameMedia(tx, media))!.id, isNew: false }
          }
          record(tx, 'studio.addMedia', `media:${media.id}`, {
            file: media.file,
            kind: media.kind,
            synthetic: media.synthetic,
          })
          return { mediaId: media.id, isNew: true }
        },
      ),
    )
  } finally {
    await prepared.discard()
  }
}

/** Asked by a door before it reads an upload: the same right as addMedia. @throws Refusal notSignedIn, forbidden */
export async function requireKeepingMedia(ctx: Context): Promise<void> {
  requirePerson(ctx.actor)
  authorise(mayKeepMedia(ctx.actor))
}
