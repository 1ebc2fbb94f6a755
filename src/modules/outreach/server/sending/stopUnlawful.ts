import { inAbsence } from '#platform/access/actor.ts'
import { nearestAbove } from '#platform/access/nearestAbove.ts'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import type { Message } from '../../domain/message.ts'
import {
  holdMessages,
  leadersAbove,
  messagesWithAuthority,
  saveCancelled,
  type MessageInForce,
} from '../messageStore.ts'
import { putNotes } from '../noteStore.ts'
import { fieldOf, mayCancel, mayWrite } from '../policy.ts'

const LEFT_OFFICE = 'outreach_writer_left_office'

/**
 * Whether whoever wrote it holds no more what it takes, while it is not stopped. A writer who was erased holds nothing; a note of the house needs no
 * office.
 */
const isUnlawful = (message: MessageInForce): boolean => {
  const { madeBy, authorities, isNote, state } = message
  if (isNote || state === 'cancelled') return false
  return madeBy === null || !mayWrite(inAbsence(madeBy, authorities), fieldOf(message)).allowed
}

/** The messages of some deliveries as they are now. */
export interface Read {
  readonly known: readonly Message[]
  /** Ids of those that were stopped. */
  readonly stopped: ReadonlySet<string>
  /** Ids of those that are to be stopped, since their writer may not write there any more. */
  readonly unlawful: ReadonlySet<string>
}

export async function readAnew(tx: Transaction, ids: readonly string[]): Promise<Read> {
  const known = await messagesWithAuthority(tx, [...new Set(ids)])
  const those = (which: (message: MessageInForce) => boolean) =>
    new Set(known.filter(which).map(({ id }) => id))
  return {
    known,
    stopped: those(({ state }) => state === 'cancelled'),
    unlawful: those(isUnlawful),
  }
}

/**
 * Stops those messages whose writer may not write there any more: an office that ended ends what it set in motion, and whoever writes there now is
 * told, the nearest (decision 0042). In a transaction that holds no delivery yet: whoever stops a message holds it first.
 * @returns how many were stopped
 */
export async function stopUnlawful(tx: Transaction, ids: readonly string[]): Promise<number> {
  await holdMessages(tx, ids)
  const unlawful = (await messagesWithAuthority(tx, ids)).filter(isUnlawful)
  if (unlawful.length === 0) return 0
  await saveCancelled(
    tx,
    unlawful.map(({ id }) => id),
    { by: null, why: LEFT_OFFICE },
  )
  const told = await askAbove(tx, unlawful)
  for (const { id } of unlawful) record(tx, 'outreach.stopUnlawful', `message:${id}`, { told })
  return unlawful.length
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
