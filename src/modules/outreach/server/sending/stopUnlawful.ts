import { inAbsence } from '#platform/access/actor.ts'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import type { Message } from '../../domain/message.ts'
import { messagesWithAuthority, saveCancelled, type MessageInForce } from '../messageStore.ts'
import { fieldOf, mayWrite } from '../policy.ts'

const LEFT_OFFICE = 'outreach_writer_left_office'

/** Whether whoever wrote it still holds what it takes. A writer who was erased holds nothing; a note of the house needs no office. */
const mayStill = (message: MessageInForce): boolean => {
  const { madeBy, authorities, isNote } = message
  if (isNote) return true
  if (madeBy === null) return false
  return mayWrite(inAbsence(madeBy, authorities), fieldOf(message)).allowed
}

/**
 * Reads messages anew and stops those whose writer may not write there any more: an office that ended ends what it set in motion.
 * @param known filled with the messages as they are now
 * @returns why the deliveries of some of them do not go out, by the message's id
 */
export async function stoppedMessages(
  tx: Transaction,
  ids: readonly string[],
  known: Map<string, Message>,
): Promise<ReadonlyMap<string, string>> {
  const found = await messagesWithAuthority(tx, [...new Set(ids)])
  for (const message of found) known.set(message.id, message)
  const cancelled = found.filter(({ state }) => state === 'cancelled')
  const unlawful = found.filter((message) => message.state !== 'cancelled' && !mayStill(message))
  if (unlawful.length > 0) {
    await saveCancelled(
      tx,
      unlawful.map(({ id }) => id),
      { by: null, why: LEFT_OFFICE },
    )
    for (const { id } of unlawful) record(tx, 'outreach.stopUnlawful', `message:${id}`, {})
  }
  return new Map([
    ...cancelled.map(({ id }) => [id, 'outreach_stopped'] as const),
    ...unlawful.map(({ id }) => [id, LEFT_OFFICE] as const),
  ])
}
