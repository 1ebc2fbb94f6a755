import { m } from '#paraglide/messages.js'
import { count } from '#design/display/count.ts'
import { placeOfRow } from '#design/display/named.ts'
import type { Reason } from '#engines/matching/index.ts'
import type { PersonState } from '../domain/ladder.ts'

/** A record as the list of pairs shows it. */
export interface ListedSide {
  readonly id: string
  readonly name: string
  readonly nameLatin: string
  readonly nameDevanagari: string
  readonly state: PersonState
  readonly appliedAt: Date
  readonly isPhoneProved: boolean
  readonly placeId: string
  readonly placeHi: string
  readonly placeEn: string
  readonly placeCode: number | null
  readonly constituencyHi: string | null
  readonly constituencyEn: string | null
  readonly appointments: number
}

/** A record as the comparison of two shows it. */
export interface Side extends ListedSide {
  readonly numberEnds: string
  readonly wingHi: string
  readonly wingEn: string
  readonly holds: {
    readonly consents: number
    readonly cards: number
    readonly activities: number
    readonly invitations: number
    readonly decisions: number
  }
}

/** Booth and constituency in one line. */
export const placeOfSide = (side: ListedSide, locale: string): string => {
  const [place, seat] =
    locale === 'hi' ? [side.placeHi, side.constituencyHi] : [side.placeEn, side.constituencyEn]
  return [placeOfRow(side, locale), seat === place ? null : seat].filter(Boolean).join(' · ')
}

/** Bits of evidence beyond which more says no more to a reader. */
const MOST_BITS = 12
/** How long the bar of a field is, in percent. */
export const strengthOf = (bits: number): number =>
  Math.round((Math.min(Math.abs(bits), MOST_BITS) / MOST_BITS) * 100)

/** Why a field speaks for or against two records being one person. */
export const reasonOfField: Record<Reason, () => string> = {
  given_same: m.people_d_reason_given_same,
  given_rare: m.people_d_reason_given_rare,
  given_swapped: m.people_d_reason_given_swapped,
  given_ending: m.people_d_reason_given_ending,
  given_near: m.people_d_reason_given_near,
  given_initial: m.people_d_reason_given_initial,
  given_other: m.people_d_reason_given_other,
  family_same: m.people_d_reason_family_same,
  family_rare: m.people_d_reason_family_rare,
  family_near: m.people_d_reason_family_near,
  family_missing: m.people_d_reason_family_missing,
  family_other: m.people_d_reason_family_other,
  shared_same: m.people_d_reason_shared_same,
  shared_shortened: m.people_d_reason_shared_shortened,
  shared_conflict: m.people_d_reason_shared_conflict,
  relative_same: m.people_d_reason_relative_same,
  relative_near: m.people_d_reason_relative_near,
  relative_other: m.people_d_reason_relative_other,
  relative_of_each_other: m.people_d_reason_relative_of_each_other,
  phone_same: m.people_d_reason_phone_same,
  phone_other: m.people_d_reason_phone_other,
  place_booth: m.people_d_reason_place_booth,
  place_constituency: m.people_d_reason_place_constituency,
  place_other: m.people_d_reason_place_other,
  age_same: m.people_d_reason_age_same,
  age_years: m.people_d_reason_age_years,
  age_other: m.people_d_reason_age_other,
}

interface Changed {
  readonly ended: number
  readonly added: number
  readonly isRecordChanged: boolean
}

/** What changed since a merge and stays as it is when the merge is taken back, or stayed when it was; one sentence when nothing did. */
export function changedWords(
  { ended, added, isRecordChanged }: Changed,
  locale: string,
  when: 'before' | 'done',
): readonly string[] {
  const say = when === 'done' ? DONE_WORDS : BEFORE_WORDS
  const words = [
    ...(ended > 0 ? [say.ended({ count: count(ended, locale) })] : []),
    ...(added > 0 ? [say.added({ count: count(added, locale) })] : []),
    ...(isRecordChanged ? [say.record()] : []),
  ]
  return words.length > 0 ? words : [say.nothing()]
}

const BEFORE_WORDS = {
  ended: m.people_d_changed_ended,
  added: m.people_d_changed_added,
  record: m.people_d_changed_record,
  nothing: m.people_d_unchanged,
}
const DONE_WORDS: typeof BEFORE_WORDS = {
  ended: m.people_d_changed_ended_done,
  added: m.people_d_changed_added_done,
  record: m.people_d_changed_record_done,
  nothing: m.people_d_unchanged_done,
}
