import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { announce } from '#platform/outbox/announce.ts'
import { withdrawStorySchema, type WithdrawStory } from '../../domain/library/story.ts'
import { mayWithdrawStory } from './libraryPolicy.ts'
import { emptyMedium, findMedia, handMediumOver, saveMediaWithdrawn } from './mediaStore.ts'
import { emptyStories, findStory } from './storyStore.ts'

/** In the register it says no more than that, of its title and of why. */
export const WITHDRAWN_BY_SENDER = 'भेजने वाले ने वापस लिया · withdrawn by whoever sent it'

/**
 * Takes one's own story back, at any time: its words and files go at once. Where media was made of it, that is taken out of use, its files go too, and every piece with
 * it loses its approval; unless somebody else sent the same bytes, whose they are then.
 * @throws Refusal notSignedIn, notFound, forbidden; changedMeanwhile where it was withdrawn before
 */
export async function withdrawStory(ctx: Context, input: WithdrawStory): Promise<void> {
  const { command, storyId } = parse(withdrawStorySchema, input)
  requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.withdrawStory', input: { storyId } }, async () => {
      const story = await findStory(tx, storyId, true)
      if (!story) throw new Refusal('notFound', { reason: 'studio_l_story_unknown' })
      authorise(mayWithdrawStory(ctx.actor, story))
      if (story.state === 'withdrawn')
        throw new Refusal('changedMeanwhile', { reason: 'studio_l_withdrawn_already' })
      // Only the medium that credits her is hers to take back: of the same bytes brought by another she sees none.
      const media = story.mediaId ? await findMedia(tx, story.mediaId, true) : undefined
      const isHers = media?.storyId === storyId && !(await handMediumOver(tx, media.id, storyId))
      if (isHers && !media.withdrawnAt) {
        await saveMediaWithdrawn(tx, media.id, WITHDRAWN_BY_SENDER)
        await announce(tx, 'studio.mediaWithdrawn', { mediaId: media.id, file: media.file })
      }
      await forgetFiles(tx, [
        ...(isHers ? await emptyMedium(tx, media.id, WITHDRAWN_BY_SENDER) : []),
        ...(await emptyStories(tx, [storyId], 'withdrawn')),
      ])
      record(tx, 'studio.withdrawStory', `story:${storyId}`, { mediaId: story.mediaId })
    }),
  )
}
