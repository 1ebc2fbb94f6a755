import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { wholeLesson } from '../domain/content.ts'
import { factDayFaults } from '../domain/facts.ts'
import { sendForReviewSchema, type SendForReview } from '../domain/version.ts'
import { lockKnownVersion, refuseOutdated, stateAfter } from './openVersion.ts'
import { mayWrite } from './policy.ts'
import { insertVersionChange, saveState } from './versionStore.ts'

/** Asks somebody else to read a draft, once it is whole in both languages. @throws Refusal as changeVersion */
export async function sendForReview(ctx: Context, input: SendForReview): Promise<void> {
  const { command, ...asked } = parse(sendForReviewSchema, input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'learning.sendForReview', input: asked }, async () => {
      authorise(mayWrite(ctx.actor))
      const version = await lockKnownVersion(tx, asked.versionId)
      stateAfter(version, 'sent')
      refuseOutdated(version, asked.basedOn)
      const content = parse(wholeLesson, version.content)
      const fields = factDayFaults(content, indianDay(ctx.now))
      if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
      await saveState(tx, version.id, 'in_review')
      await insertVersionChange(tx, version, 'sent', personId)
      await announce(tx, 'learning.sentForReview', { versionId: version.id, lessonId: version.lessonId })
      record(tx, 'learning.sendForReview', `version:${version.id}`, { hash: version.hash })
    }),
  )
}
