import { requireMember } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal, type FieldFaults } from '#platform/errors/catalogue.ts'
import { faultsOf, parse } from '#platform/errors/parse.ts'
import type { Photo } from '#platform/files/photo.ts'
import { receive } from '#platform/files/receive.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  LONGEST_STORY_MS,
  sendStorySchema,
  STORY_LIMITS,
  type SendStory,
} from '../../domain/library/story.ts'
import { keepPrepared } from './keepPrepared.ts'
import { prepareMedia } from './prepareMedia.ts'
import { insertStory, myStand } from './storyStore.ts'

/**
 * A volunteer tells of her booth: words, and a photo, a short clip or a voice. How many people can be recognised, that all of them are grown up and agreed, and where
 * they agreed to be shown, stands with it; names are not asked. Whoever is under 18 is not sent, with whatever consent.
 * @param file as it comes through a door; drawn or packed anew before the transaction
 * @throws Refusal notSignedIn; forbidden for whom nobody vouched; badInput, tooLarge; unavailable where what plays cannot be packed
 */
export async function sendStory(ctx: Context, input: SendStory, file?: Photo): Promise<{ storyId: string }> {
  const { personId } = requireMember(ctx.actor)
  const besideWords = (thrown: unknown) => onPhoto(thrown, faultsOf(sendStorySchema, input))
  const received = file && (await receive(file, Math.max(...Object.values(STORY_LIMITS))).catch(besideWords))
  try {
    // Before the words are read: whoever must choose another file learns it together with what else is wrong.
    const prepared =
      received && (await prepareMedia(received, STORY_LIMITS, LONGEST_STORY_MS).catch(besideWords))
    try {
      const { command, madeAt, ...said } = parse(sendStorySchema, input)
      // When it was made is no part of what is asked: the form that was cut off and the outbox that sends it again are one command.
      const asked = { ...said, file: received?.sha256 ?? null }
      return await ctx.transaction((tx) =>
        once(tx, { id: command, verb: 'studio.sendStory', input: asked }, async () => {
          const stand = await myStand(tx)
          if (!stand?.isVouched) throw new Refusal('forbidden', { reason: 'studio_l_not_vouched' })
          const made = plausibleMoment(madeAt ? new Date(madeAt) : undefined, ctx.now, new Date(0))
          const id = uuidv7(ctx.now)
          const files = prepared ? await keepPrepared(tx, ctx, prepared) : null
          const { words, people, shownWhere, synthetic } = said
          await insertStory(tx, {
            ...{ id, personId, stand, words, files, people, shownWhere, synthetic },
            madeAt: made.at,
            clockDoubted: made.doubted,
          })
          await announce(tx, 'studio.storySent', { storyId: id, placeId: stand.placeId, wing: stand.wing })
          record(tx, 'studio.sendStory', `story:${id}`, { kind: files?.kind ?? null, people, shownWhere })
          return { storyId: id }
        }),
      )
    } finally {
      await prepared?.discard()
    }
  } finally {
    await received?.discard()
  }
}

/** A phone's outbox carries one file, under this name. */
function onPhoto(thrown: unknown, others: FieldFaults): never {
  if (!(thrown instanceof Refusal) || thrown.id === 'unavailable') throw thrown
  const reason =
    thrown.id === 'tooLarge' ? 'studio_l_story_file_large' : (thrown.reason ?? 'studio_l_kind_refused')
  throw new Refusal(thrown.id, { reason, fields: { ...others, photo: reason }, cause: thrown })
}
