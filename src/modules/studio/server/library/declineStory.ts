import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { declineStorySchema, type DeclineStory } from '../../domain/library/story.ts'
import { mayAnswerStory } from './libraryPolicy.ts'
import { findStory, saveAnswered } from './storyStore.ts'

/** Tells a volunteer why her story is not made into a piece, in words that she reads. @throws Refusal notFound, forbidden, badInput, changedMeanwhile */
export async function declineStory(ctx: Context, input: DeclineStory): Promise<void> {
  const { command, ...said } = parse(declineStorySchema, input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.declineStory', input: said }, async () => {
      const story = await findStory(tx, said.storyId, true)
      if (!story) throw new Refusal('notFound', { reason: 'studio_l_story_unknown' })
      authorise(mayAnswerStory(ctx.actor, story))
      if (story.state !== 'sent') throw new Refusal('changedMeanwhile', { reason: 'studio_l_story_answered' })
      await saveAnswered(tx, story.id, { state: 'declined', by: personId, answer: said.why, mediaId: null })
      await announce(tx, 'studio.storyAnswered', { storyId: story.id, state: 'declined' })
      record(tx, 'studio.declineStory', `story:${story.id}`, { why: said.why })
    }),
  )
}
