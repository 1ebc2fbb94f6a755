import { inAbsence } from '#platform/access/actor.ts'
import { nearestAbove } from '#platform/access/nearestAbove.ts'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import type { Message } from '../../domain/message.ts'
import { leadersAbove, messagesWithAuthority, saveCancelled, type MessageInForce } from '../messageStore.ts'
import { putNotes } from '../noteStore.ts'
import { fieldOf, mayCancel, mayWrite } from '../policy.ts'

const LEFT_OFFICE = 'outreach_writer_left_office'

/** Whether whoever wrote it still holds what it takes. A writer who was erased holds nothing; a note of the house needs no office. */
const mayStill = (message: MessageInForce): boolean => {
  const { madeBy, authorities, isNote } = message
  if (isNote) return true
  if (madeBy === null) return false
  return mayWrite(inAbsence(madeBy, authorities), fieldOf(message)).allowed
}

/**
 * Reads messages anew and stops those whose writer may not write there any more: an office that ended ends what it set in motion, and whoever writes
 * there now is told, the nearest (decision 0042).
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
    const told = await askAbove(tx, unlawful)
    for (const { id } of unlawful) record(tx, 'outreach.stopUnlawful', `message:${id}`, { told })
  }
  return new Map([
    ...cancelled.map(({ id }) => [id, 'outreach_stopped'] as const),
    ...unlawful.map(({ id }) => [id, LEFT_OFFICE] as const),
  ])
}

/** Each message in the inbox of those who may write to the same people in their own name; where nobody may, of those who lead them. */
async function askAbove(tx: Transaction, messages: readonly MessageInForce[]): Promise<number> {
  const leaders = await leadersAbove(tx, messages.map(({ id }) => id)) // prettier-ignore
  const notes = messages.flatMap((message) => {
    const [above, field] = [leaders.filter(({ messageId }) => messageId === message.id), fieldOf(message)]
    const write = nearestAbove(above, field, (actor) => mayWrite(actor, field))
    const asked = write.length > 0 ? write : nearestAbove(above, field, (actor) => mayCancel(actor, message))
    const said = (part: 'title' | 'words', locale: 'hi' | 'en') => {
      const title = (locale === 'hi' ? (message.titleHi ?? message.titleEn) : (message.titleEn ?? message.titleHi)) ?? '' // prettier-ignore
      return wordsIfAny(`outreach_left_office_${part}`, locale, { title }) ?? LEFT_OFFICE
    }
    return asked.map((personId) => ({ personId, titleHi: said('title', 'hi'), titleEn: said('title', 'en'), wordsHi: said('words', 'hi'), wordsEn: said('words', 'en') })) // prettier-ignore
  })
  return putNotes(tx, notes)
}
