import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { changeVersionSchema, type ChangeVersion } from '../domain/version.ts'
import { weighLesson } from './lessonWeight.ts'
import { lockKnownVersion, refuseOutdated, stateAfter } from './openVersion.ts'
import { mayWrite } from './policy.ts'
import { insertVersionChange, saveContent } from './versionStore.ts'
import { hashOf } from './weigh.ts'

/**
 * Writes on a draft. A review that was under way is void: what would be released is not what was read. What another trainer saved meanwhile is not
 * written over; she is asked (`basedOn`).
 * @returns the hash of what stands there now, for the next change
 * @throws Refusal forbidden, notFound, badInput beside the block, changedMeanwhile
 */
export async function changeVersion(ctx: Context, input: ChangeVersion): Promise<{ hash: string }> {
  const { command, versionId, basedOn, content } = parse(changeVersionSchema, input)
  const { personId } = requirePerson(ctx.actor)
  const hash = hashOf(content)
  return ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'learning.changeVersion', input: { versionId, basedOn, hash } },
      async () => {
        authorise(mayWrite(ctx.actor))
        const version = await lockKnownVersion(tx, versionId)
        const state = stateAfter(version, 'changed')
        if (version.hash === hash) return { hash }
        refuseOutdated(version, basedOn)
        await saveContent(tx, versionId, { content, hash, state, weight: await weighLesson(tx, content) })
        await insertVersionChange(tx, { id: versionId, hash, content }, 'changed', personId)
        record(tx, 'learning.changeVersion', `version:${versionId}`, { hash })
        return { hash }
      },
    ),
  )
}
