import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { beginFromStorySchema, type BeginFromStory } from '../../domain/library/story.ts'
import { begunFromStory } from '../../domain/storyPiece.ts'
import { insertBegun } from '../insertBegun.ts'
import { mayBegin } from '../policy.ts'
import { mayAnswerStory } from './libraryPolicy.ts'
import { chosen } from './listMedia.ts'
import { findMedia } from './mediaStore.ts'
import { findStory } from './storyStore.ts'

/**
 * Begins a piece from a story that was taken: its picture, clip or voice stands in the first scene and credits the booth, its words in the first text that has room
 * for them. Who sent it is not in the piece.
 * @throws Refusal notSignedIn, notFound, forbidden, badInput; changedMeanwhile where the story was not taken, or taken back
 */
export async function beginFromStory(ctx: Context, input: BeginFromStory): Promise<{ pieceId: string }> {
  const { command, ...asked } = parse(beginFromStorySchema, input)
  requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.beginFromStory', input: asked }, async () => {
      authorise(mayBegin(ctx.actor))
      const story = await findStory(tx, asked.storyId, true)
      if (!story) throw new Refusal('notFound', { reason: 'studio_l_story_unknown' })
      authorise(mayAnswerStory(ctx.actor, story))
      const media = story.mediaId ? await findMedia(tx, story.mediaId) : undefined
      if (story.state !== 'taken' || !media || media.withdrawnAt)
        throw new Refusal('changedMeanwhile', { reason: 'studio_l_story_not_taken' })
      const begun = begunFromStory(asked.kind, chosen(media), story.words ?? '')
      const { pieceId, placeId, wing } = await insertBegun(tx, begun, asked.home)
      record(tx, 'studio.beginFromStory', `piece:${pieceId}`, { storyId: story.id, placeId, wing })
      return { pieceId }
    }),
  )
}
