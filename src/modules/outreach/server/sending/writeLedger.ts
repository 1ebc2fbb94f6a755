import { holdTree } from '#platform/access/treeLock.ts'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { smsSegments } from '#platform/messages/segments.ts'
import { smsIn } from '../../domain/message.ts'
import { lockMessage, saveState } from '../messageStore.ts'
import { writeDeliveries } from '../reachStore.ts'
import { stopUnlawful } from './stopUnlawful.ts'

/**
 * Writes the ledger of a message that was let go: everybody to whom it goes, before the first of it is sent. Written once, however often the
 * job comes; not at all when it was stopped meanwhile or its writer left office.
 * @returns how many deliveries were written
 */
export async function writeLedger(ctx: Context, messageId: string): Promise<number> {
  return ctx.transaction(async (tx) => {
    // Before the message is locked, or a restructure and this would wait for each other.
    await holdTree(tx)
    const message = await lockMessage(tx, messageId)
    if (message?.state !== 'queued') return 0
    if ((await stopUnlawful(tx, [messageId])) > 0) return 0
    const segmentsIn = (language: 'hi' | 'en') => {
      const sms = smsIn(message, language)
      return sms ? smsSegments(sms.text) : 0
    }
    const written = await writeDeliveries(tx, message, { hi: segmentsIn('hi'), en: segmentsIn('en') })
    await saveState(tx, messageId, 'running')
    record(tx, 'outreach.writeLedger', `message:${messageId}`, { written })
    return written
  })
}
