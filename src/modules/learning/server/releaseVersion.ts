import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { wholeLesson } from '../domain/content.ts'
import { changedFacts, reopenedCards } from '../domain/facts.ts'
import { releaseVersionSchema, type ReleaseVersion } from '../domain/version.ts'
import { saveCards } from './cardStore.ts'
import { lockKnownVersion, stateAfter } from './openVersion.ts'
import { mayRelease } from './policy.ts'
import { courseChanged } from './reward.ts'
import { insertVersionChange, saveReleased, saveRetired, versionInForce, writersOf } from './versionStore.ts'

/**
 * Brings a version into force: exactly the bytes that its releaser has read, and she is none of its writers. The version before it is retired; recall
 * cards that taught a fact which has changed are due again for everybody, and badges for its course want a refresh.
 * @throws Refusal forbidden, for one's own too; notFound; changedMeanwhile when it waits no more, or was changed since she read it
 */
export async function releaseVersion(ctx: Context, input: ReleaseVersion): Promise<{ reopened: number }> {
  const { command, versionId, readHash } = parse(releaseVersionSchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.releaseVersion', input: { versionId, readHash } }, async () => {
      const version = await lockKnownVersion(tx, versionId)
      authorise(mayRelease(ctx.actor, await writersOf(tx, versionId)))
      stateAfter(version, 'released')
      if (version.hash !== readHash) throw new Refusal('changedMeanwhile', { reason: 'learning_read_older' })
      const content = parse(wholeLesson, version.content)
      const { lessonId, courseId } = version
      const before = await versionInForce(tx, lessonId)
      if (before) {
        await saveRetired(tx, before.id)
        await insertVersionChange(tx, before, 'retired', personId)
      }
      await saveReleased(tx, versionId, personId, readHash)
      await insertVersionChange(tx, version, 'released', personId)
      const changed = before ? changedFacts(before.content, content) : new Set<string>()
      const reopened = reopenedCards(content, changed).map(({ key }) => key)
      await saveCards(tx, lessonId, content.cards, reopened)
      if (changed.size > 0) await courseChanged(tx, courseId)
      await announce(tx, 'learning.released', { versionId, lessonId, number: version.number })
      record(tx, 'learning.releaseVersion', `version:${versionId}`, {
        lessonId,
        hash: readHash,
        reopened: reopened.length,
      })
      return { reopened: reopened.length }
    }),
  )
}
