import { wingRegister } from '#modules/people/server/index.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { draftMessageSchema, type DraftMessage } from '../domain/message.ts'
import { composeDraft, refuseAims } from './composeDraft.ts'
import { insertMessage } from './messageStore.ts'

/**
 * Writes a message to the people of a place and wing. Nothing is sent: its page shows the exact reach and the price first.
 * @throws Refusal badInput, among it words that aim at other people's posts or accounts (rule 2) and an SMS outside its registered wording;
 * forbidden outside the coordinator's scope
 */
export async function draftMessage(ctx: Context, input: DraftMessage): Promise<{ messageId: string }> {
  const { command, ...asked } = parse(draftMessageSchema, input)
  refuseAims(asked, ctx.platform.environment.origin)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'outreach.draftMessage', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const content = await composeDraft(tx, asked)
      await wingRegister.requireInUse(tx, content.wing)
      const messageId = uuidv7(ctx.now)
      await insertMessage(tx, {
        ...content,
        id: messageId,
        state: 'draft',
        madeBy: personId,
        madeAt: ctx.now,
        approvedBy: null,
        releasedAt: null,
        endsAt: null,
        endedAt: null,
        cancelledBy: null,
        cancelledWhy: null,
      })
      record(tx, 'outreach.draftMessage', `message:${messageId}`, {
        placeId: content.placeId,
        wing: content.wing,
        channels: content.channels,
      })
      return { messageId }
    }),
  )
}
