import { putNotes } from '#modules/outreach/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { responsible } from './channelStore.ts'

/** What the house tells those who answer for a channel: `channels_note_<what>_title` and `_words`. */
export type ToTell = 'ambiguous' | 'failed' | 'by_hand' | 'expires' | 'broken' | 'unapproved'

/** Puts a note into the inbox of everybody who keeps channels or asked for this post, and still leads the whole state. @returns how many */
export async function tellResponsible(tx: Transaction, what: ToTell, inputs: Readonly<Record<string, string>>, others: readonly string[] = []): Promise<number> {
  const said = (part: 'title' | 'words', locale: 'hi' | 'en') => wordsIfAny(`channels_note_${what}_${part}`, locale, inputs) ?? what
  const people = await responsible(tx, others)
  return putNotes(
    tx,
    people.map((personId) => ({
      personId,
      titleHi: said('title', 'hi').slice(0, 120),
      titleEn: said('title', 'en').slice(0, 120),
      wordsHi: said('words', 'hi').slice(0, 1500),
      wordsEn: said('words', 'en').slice(0, 1500),
    })),
  )
} // prettier-ignore
