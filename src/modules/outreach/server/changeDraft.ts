import { wingRegister } from '#modules/people/server/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { changeDraftSchema, draftMessageSchema, type ChangeDraft } from '../domain/message.ts'
import { composeDraft, refuseAims } from './composeDraft.ts'
import { lockMessage, saveDraft } from './messageStore.ts'
import { mayRelease } from './policy.ts'

/**
 * Changes a draft as a whole: where it goes, by which channels, and its words. Only its writer does, since nobody may approve what she had a
 * hand in; and only on the version that she saw (`basedOn`), so that of two windows neither writes over the other's words unseen.
 * @throws Refusal badInput as for a new one; forbidden; changedMeanwhile once it was let go, or when another version stands there
 */
export async function changeDraft(ctx: Context, input: ChangeDraft): Promise<{ messageId: string }> {
  const { command, ...asked } = parse(draftMessageSchema, input)
  const { messageId, basedOn } = parse(changeDraftSchema, input)
  refuseAims(asked, ctx.platform.environment.origin)
  return ctx.transaction((tx) =>
    once(
      tx,
      { id: command, verb: 'outreach.changeDraft', input: { ...asked, messageId, basedOn } },
      async () => {
        requirePerson(ctx.actor)
        const message = await lockMessage(tx, messageId)
        if (!message) throw new Refusal('notFound', { reason: 'outreach_unknown' })
        authorise(mayRelease(ctx.actor, message))
        if (message.state !== 'draft')
          throw new Refusal('changedMeanwhile', { reason: 'outreach_not_a_draft' })
        const content = await composeDraft(tx, { ...asked, topic: message.topic })
        // A draft that stands in a retired wing may be mended there, but none goes there any more.
        if (content.wing !== message.wing) await wingRegister.requireInUse(tx, content.wing)
        if (content.contentHash === message.contentHash) return { messageId }
        if (basedOn !== message.contentHash)
          throw new Refusal('changedMeanwhile', { reason: 'outreach_draft_changed' })
        await saveDraft(tx, messageId, content)
        record(tx, 'outreach.changeDraft', `message:${messageId}`, {
          was: message.contentHash,
          contentHash: content.contentHash,
          placeId: content.placeId,
          wing: content.wing,
          channels: content.channels,
        })
        return { messageId }
      },
    ),
  )
}
