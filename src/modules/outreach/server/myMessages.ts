import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { saidIn } from '../domain/message.ts'
import { myChannels } from './myChannels.ts'
import { countUnread, markRead, ownDeliveries, ownInbox, writtenByMe } from './inboxStore.ts'

export interface InboxMessage {
  readonly id: string
  readonly title: string
  readonly words: string
  readonly at: Date
  /** Not looked at before. */
  readonly isNew: boolean
}

/** Messages that the inbox shows: older ones stay in the copy of one's own data. */
const SHOWN = 50

/**
 * One's own inbox, newest first; what it shows counts as read from then on.
 * @param looks false when a phone only fetches the page to keep it: nobody has looked at anything then
 * @throws Refusal notSignedIn
 */
export async function readMyMessages(ctx: Context, looks = true): Promise<readonly InboxMessage[]> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const found = await ownInbox(tx, personId, SHOWN)
    if (looks) await markRead(tx, personId)
    return found.map(({ deliveryId, arrivedAt, readAt, ...message }) => ({
      id: deliveryId,
      ...saidIn(message, ctx.locale),
      at: arrivedAt,
      isNew: readAt === null,
    }))
  })
}

/** How many wait unread, for Today. @throws Refusal notSignedIn */
export async function countMyMessages(ctx: Context): Promise<number> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => countUnread(tx, personId))
}

/** All that was ever sent to one, and where to, as the copy of one's own data has it (DPDP Act 2023 s. 11). */
export async function exportMyMessages(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  const { email, push } = await myChannels(ctx)
  const [messages, messagesWritten] = await ctx.transaction(async (tx) => [
    await ownDeliveries(tx, personId),
    await writtenByMe(tx, personId),
  ])
  return { messages, messagesWritten, email: email.address ?? null, notifiedDevices: push.devices }
}
