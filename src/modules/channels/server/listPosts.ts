import { z } from 'zod'
import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { looker } from './keeping.ts'
import { mayPublish, maySeeChannels } from './policy.ts'
import { attemptsOf, type Attempt } from './attemptStore.ts'
import { findTarget, LISTED, listTargets, needyTargets, type KeptTarget } from './targetStore.ts'

/** A post as pages see it: without what opens anything. */
export type PostView = Omit<KeptTarget, 'progressSealed' | 'mediaToken' | 'askedBy' | 'files'> & {
  readonly fileCount: number
}

const shown = (target: KeptTarget): PostView => {
  const { progressSealed: _, mediaToken: __, askedBy: ___, files, ...view } = target
  return { ...view, fileCount: files.length }
}

export interface PostsView {
  /** Those that wait for a person, first of all. */
  readonly needy: readonly PostView[]
  readonly posts: readonly PostView[]
  readonly more: string | null
  readonly mayDecide: boolean
}

/** Every post with its own state. @param before the moment at which the page before ended @throws Refusal forbidden */
export async function listPosts(ctx: Context, before?: string): Promise<PostsView> {
  looker(ctx.actor, maySeeChannels)
  // As the page before wrote it: Date.parse reads years that no database has.
  const isMoment = before !== undefined && z.iso.datetime().safeParse(before).success
  const from = isMoment ? new Date(before) : undefined
  return ctx.transaction(async (tx) => {
    const posts = await listTargets(tx, { before: from })
    const needy = from === undefined ? await needyTargets(tx) : []
    return {
      needy: needy.map(shown),
      posts: posts.map(shown),
      more: posts.length === LISTED ? posts.at(-1)!.changedAt.toISOString() : null,
      mayDecide: mayPublish(ctx.actor).allowed,
    }
  })
}

/** One post with everything that was asked of its platform. @throws Refusal forbidden, notFound */
export async function viewPost(
  ctx: Context,
  id: string,
): Promise<{ readonly post: PostView; readonly attempts: readonly Attempt[]; readonly mayDecide: boolean }> {
  looker(ctx.actor, maySeeChannels)
  return ctx.transaction(async (tx) => {
    const target = await lookUp(id, (known) => findTarget(tx, known), 'channels_target_unknown')
    return {
      post: shown(target),
      attempts: await attemptsOf(tx, id),
      mayDecide: mayPublish(ctx.actor).allowed,
    }
  })
}
