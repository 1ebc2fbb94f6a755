import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { isStoppable, messageStepSchema, type MessageStep } from '../domain/message.ts'
import { lockMessage, saveCancelled } from './messageStore.ts'
import { mayCancel } from './policy.ts'

/**
 * Stops a message, also while it is being sent: what has not gone out stays, what the provider has taken cannot be called back.
 * @returns how many deliveries were stopped
 * @throws Refusal forbidden; changedMeanwhile once it is done or stopped
 */
export async function cancelMessage(ctx: Context, input: MessageStep): Promise<{ stopped: number }> {
  const asked = parse(messageStepSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'outreach.cancelMessage', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const message = await lockMessage(tx, asked.messageId)
      if (!message) throw new Refusal('notFound', { reason: 'outreach_unknown' })
      authorise(mayCancel(ctx.actor, message))
      if (!isStoppable(message.state))
        throw new Refusal('changedMeanwhile', { reason: 'outreach_ended_already' })
      const stopped = await saveCancelled(tx, [message.id], { by: personId, why: null })
      await announce(tx, 'outreach.cancelled', { messageId: message.id })
      record(tx, 'outreach.cancelMessage', `message:${message.id}`, { was: message.state, stopped })
      return { stopped }
    }),
  )
}
