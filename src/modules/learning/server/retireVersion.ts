import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { retireVersionSchema, type RetireVersion } from '../domain/version.ts'
import { retireCards } from './cardStore.ts'
import { lockKnownVersion, stateAfter } from './openVersion.ts'
import { mayRetire } from './policy.ts'
import { insertVersionChange, saveRetired } from './versionStore.ts'

/**
 * Takes a lesson that is in force out of use, at once, or drops a draft. What people have passed stays theirs; its recall cards rest.
 * @throws Refusal forbidden, notFound, badInput, changedMeanwhile
 */
export async function retireVersion(ctx: Context, input: RetireVersion): Promise<void> {
  const { command, versionId, words } = parse(retireVersionSchema, input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.retireVersion', input: { versionId, words } }, async () => {
      const version = await lockKnownVersion(tx, versionId)
      const isReleased = version.state === 'released'
      authorise(mayRetire(ctx.actor, isReleased))
      stateAfter(version, 'retired')
      await saveRetired(tx, versionId)
      await insertVersionChange(tx, version, 'retired', personId, words)
      if (isReleased) {
        await retireCards(tx, version.lessonId)
        await announce(tx, 'learning.retired', { versionId, lessonId: version.lessonId })
      }
      record(tx, 'learning.retireVersion', `version:${versionId}`, { lessonId: version.lessonId })
    }),
  )
}
