import { putNotes } from '#modules/outreach/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { responsible } from './channelStore.ts'

/** What the house tells those who answer for a channel: `channels_note_<what>_title` and `_words`. */
export type ToTell = 'ambiguous' | 'failed' | 'by_hand' | 'expires' | 'broken' | 'unapproved'

type Inputs = Readonly<Record<string, string>>

/** Puts a note into the inbox of everybody who keeps channels or asked for this post, and still leads the whole state. @returns how many */
export async function tellResponsible(
  tx: Transaction,
  what: ToTell,
  inputs: Inputs,
  others: readonly string[] = [],
): Promise<number> {
  return putNotes(tx, notesFor(await responsible(tx, others), what, inputs))
}

/** The same of several things at once: a note for each, in the order of these. @returns how many people are told */
export async function tellResponsibleOfAll(
  tx: Transaction,
  what: ToTell,
  all: readonly Inputs[],
): Promise<number> {
  if (all.length === 0) return 0
  const people = await responsible(tx)
  await putNotes(
    tx,
    all.flatMap((inputs) => notesFor(people, what, inputs)),
  )
  return people.length
}

const notesFor = (people: readonly string[], what: ToTell, inputs: Inputs) => {
  const said = (part: 'title' | 'words', locale: 'hi' | 'en') =>
    wordsIfAny(`channels_note_${what}_${part}`, locale, inputs) ?? what
  return people.map((personId) => ({
    personId,
    titleHi: said('title', 'hi').slice(0, 120),
    titleEn: said('title', 'en').slice(0, 120),
    wordsHi: said('words', 'hi').slice(0, 1500),
    wordsEn: said('words', 'en').slice(0, 1500),
  }))
}
