import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { approveSchema, type ApproveMessage } from '../domain/message.ts'
import { lockMessage, saveApproved } from './messageStore.ts'
import { mayApprove } from './policy.ts'
import { endsAt, setGoing } from './releaseMessage.ts'
import { readOutreachSettings } from './settings.ts'

/**
 * The second hand's word for a message to many: it binds to what was read, that is to the hash of place, channels and every word.
 * @throws Refusal forbidden to its writer and outside the scope; changedMeanwhile when it waits no more or says something else
 */
export async function approveMessage(ctx: Context, input: ApproveMessage): Promise<void> {
  const asked = parse(approveSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'outreach.approveMessage', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const message = await lockMessage(tx, asked.messageId)
      if (!message) throw new Refusal('notFound', { reason: 'outreach_unknown' })
      authorise(mayApprove(ctx.actor, message))
      if (message.state !== 'awaiting')
        throw new Refusal('changedMeanwhile', { reason: 'outreach_not_awaiting' })
      if (message.contentHash !== asked.contentHash)
        throw new Refusal('changedMeanwhile', { reason: 'outreach_approval_void' })
      const { hours } = await readOutreachSettings(tx.db)
      await saveApproved(tx, message.id, personId, endsAt(ctx.now, hours))
      await setGoing(tx, message)
      record(tx, 'outreach.approveMessage', `message:${message.id}`, { contentHash: message.contentHash })
    }),
  )
}
