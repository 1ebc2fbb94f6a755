import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { isRepeatable, sendAgainSchema, type SendAgain } from '../domain/message.ts'
import { runMessage } from './jobs.ts'
import { lockMessage, saveRunningAgain } from './messageStore.ts'
import { repeatUnknown } from './deliveryStore.ts'
import { mayRelease } from './policy.ts'
import { endsAt } from './releaseMessage.ts'
import { readOutreachSettings } from './settings.ts'

/**
 * Sends once more to those of whom nobody knows whether it reached them: the sender died, or the answer broke off, between handing over and
 * hearing. The machine never decides that (twice is worse than once); a person does, who can judge what a repetition costs. It goes out under
 * the same id as before (an e-mail's Message-ID, the gateway's reference), so whoever knows repetitions by it still shows one. The gate is asked
 * anew for each.
 * @returns how many go out again
 * @throws Refusal forbidden to whoever did not write it; changedMeanwhile when it was stopped or is a week old, or nobody is left to send to
 */
export async function sendAgain(ctx: Context, input: SendAgain): Promise<{ again: number }> {
  const asked = parse(sendAgainSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'outreach.sendAgain', input: asked }, async () => {
      requirePerson(ctx.actor)
      const message = await lockMessage(tx, asked.messageId)
      if (!message) throw new Refusal('notFound', { reason: 'outreach_unknown' })
      authorise(mayRelease(ctx.actor, message))
      if (!isRepeatable(message, ctx.now))
        throw new Refusal('changedMeanwhile', { reason: 'outreach_too_late_again' })
      const again = await repeatUnknown(tx, message.id, asked.channel)
      if (again === 0) throw new Refusal('changedMeanwhile', { reason: 'outreach_nobody_unknown' })
      const { hours } = await readOutreachSettings(tx.db)
      await saveRunningAgain(tx, message.id, endsAt(ctx.now, hours))
      await enqueue(tx, runMessage as JobDefinition<{ messageId: string }>, { messageId: message.id })
      record(tx, 'outreach.sendAgain', `message:${message.id}`, { channel: asked.channel, again })
      return { again }
    }),
  )
}
