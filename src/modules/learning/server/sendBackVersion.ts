import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { sendBackVersionSchema, type SendBackVersion } from '../domain/version.ts'
import { lockKnownVersion, stateAfter } from './openVersion.ts'
import { mayReleaseSome } from './policy.ts'
import { insertVersionChange, saveState } from './versionStore.ts'

/** Gives what waits for a review back to its writers, with words that say what is missing. @throws Refusal forbidden, notFound, badInput, changedMeanwhile */
export async function sendBackVersion(ctx: Context, input: SendBackVersion): Promise<void> {
  const { command, versionId, words } = parse(sendBackVersionSchema, input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.sendBackVersion', input: { versionId, words } }, async () => {
      authorise(mayReleaseSome(ctx.actor))
      const version = await lockKnownVersion(tx, versionId)
      stateAfter(version, 'sent_back')
      await saveState(tx, versionId, 'draft')
      await insertVersionChange(tx, version, 'sent_back', personId, words)
      record(tx, 'learning.sendBackVersion', `version:${versionId}`, { hash: version.hash })
    }),
  )
}
