import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import type { HeldWhy, Kit } from '../domain/kit.ts'

/** What somebody is told of a kit: ids of its words are `campaigns_note_<kind>_title` and `_words`. */
export type NoteKind =
  | Exclude<HeldWhy, 'approval_voided' | 'piece_retired'>
  | 'held'
  | 'piece_changed'
  | 'recalled'
  | 'moved_away'
  | 'reaches_fewer'

const words = (id: string, locale: 'hi' | 'en', inputs: Record<string, string> = {}) =>
  wordsIfAny(id, locale, inputs) ?? id

/** A note in both languages, of a kit by its title. */
export const noteOf = (
  personId: string,
  kind: NoteKind,
  { titleHi, titleEn }: Pick<Kit, 'titleHi' | 'titleEn'>,
  why = '',
) => ({
  personId,
  titleHi: words(`campaigns_note_${kind}_title`, 'hi'),
  titleEn: words(`campaigns_note_${kind}_title`, 'en'),
  wordsHi: words(`campaigns_note_${kind}_words`, 'hi', { title: titleHi, why }),
  wordsEn: words(`campaigns_note_${kind}_words`, 'en', { title: titleEn, why }),
})
