import { namesOf } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import type { LessonContent } from '../domain/content.ts'
import { changedFacts, reopenedCards } from '../domain/facts.ts'
import type { VersionState } from '../domain/version.ts'
import { mayRelease, mayReleaseSome, mayRetire, mayWrite } from './policy.ts'
import {
  changesOf,
  contentAt,
  findVersion,
  versionInForce,
  writersOf,
  type VersionChange,
} from './versionStore.ts'

/** A version as its writers and its releaser see it. */
export interface ViewedVersion {
  readonly id: string
  readonly lessonId: string
  readonly number: number
  readonly state: VersionState
  readonly content: LessonContent
  /** It is not what stands there now, but what stood there after the change that was asked for. */
  readonly isOlder: boolean
  readonly hash: string
  readonly fromHouse: boolean
  readonly history: readonly (Omit<VersionChange, 'by'> & { readonly by: string | undefined })[]
  readonly may: {
    readonly write: boolean
    readonly release: boolean
    readonly sendBack: boolean
    readonly retire: boolean
  }
  /** Why she may not release it herself, though she may release others' work. */
  readonly isOwn: boolean
  /** Recall cards that would be due again for everybody, since a fact that they teach says something else now. */
  readonly reopens: number
}

/**
 * @param at the id of one of its changes: what stood there then, to be taken up again
 * @throws Refusal forbidden to whoever does not write; notFound
 */
export async function viewVersion(ctx: Context, versionId: string, at?: string): Promise<ViewedVersion> {
  const { actor } = ctx
  requirePerson(actor)
  authorise(mayWrite(actor))
  return ctx.transaction(async (tx) => {
    const version = await lookUp(versionId, (known) => findVersion(tx, known), 'learning_version_unknown')
    const { id, lessonId, number, state, content, hash, fromHouse } = version
    const then = at !== undefined && isUuid(at) ? await contentAt(tx, id, at) : undefined
    const writers = await writersOf(tx, id)
    const changes = await changesOf(tx, id)
    const names = await namesOf(
      tx,
      changes.map(({ by }) => by),
    )
    const before = state === 'released' ? undefined : await versionInForce(tx, lessonId)
    const release = state === 'in_review' && mayRelease(actor, writers).allowed
    return {
      id,
      lessonId,
      number,
      state,
      content: then ?? content,
      isOlder: then !== undefined,
      hash,
      fromHouse,
      history: changes.map((change) => ({
        ...change,
        by: change.by === null ? undefined : names.get(change.by)?.[ctx.locale],
      })),
      may: {
        write: state === 'draft' || state === 'in_review',
        release,
        sendBack: state === 'in_review' && mayReleaseSome(actor).allowed,
        retire: state !== 'retired' && mayRetire(actor, state === 'released').allowed,
      },
      isOwn: state === 'in_review' && mayReleaseSome(actor).allowed && !release,
      reopens: before ? reopenedCards(content, changedFacts(before.content, content)).length : 0,
    }
  })
}
