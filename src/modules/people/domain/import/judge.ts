import { OFFER_FROM, scorePair, type PairScore } from '#engines/matching/index.ts'
import { isSameName, type TwoScriptName } from '../person.ts'
import type { PersonState } from '../ladder.ts'

/** What an import would do with a row, or did. */
export const OUTCOMES = ['new', 'changed', 'same', 'doubtful', 'refused'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Somebody who is already here and whom a row may mean: behind the same phone, or of the same name at the same place. */
export interface Candidate {
  readonly personId: string
  readonly name: string
  readonly nameLatin: string
  readonly nameDevanagari: string
  readonly placeId: string
  readonly placeLft: number
  readonly wing: number
  readonly state: PersonState
  readonly phoneProved: boolean
}

/** A row that could be read and placed. */
export interface PlacedRow {
  readonly name: TwoScriptName
  readonly hasPhone: boolean
  readonly place: {
    readonly id: string
    readonly lft: number
    readonly rgt: number
    readonly named: boolean
  }
  readonly wing: number
  /** The row itself named the wing. */
  readonly wingNamed: boolean
}

export interface Judgement {
  readonly outcome: Outcome
  /** The id of the message that says why; null where nothing need be said. */
  readonly reason: string | null
  /** Whom it means; null for somebody new. */
  readonly personId: string | null
}

/**
 * Whether two are one person, as far as that can be said without asking: one phone and one name in either script. A phone alone is never
 * identity, since households share it.
 */
export function isSamePerson(
  row: TwoScriptName,
  { name, nameLatin, nameDevanagari }: Pick<Candidate, 'name' | 'nameLatin' | 'nameDevanagari'>,
): boolean {
  return (
    isSameName(row.name, name) ||
    isSameName(row.latin, nameLatin) ||
    isSameName(row.devanagari, nameDevanagari)
  )
}

/** Those of the name that a row says, each person once: records that gave way to hers stand for her, with a name of their own. */
export const sameAmong = (row: TwoScriptName, candidates: readonly Candidate[]): readonly Candidate[] =>
  [
    ...Map.groupBy(
      candidates.filter((candidate) => isSamePerson(row, candidate)),
      ({ personId }) => personId,
    ).values(),
  ].map(([first]) => first!)

const scored = ({ name, place }: PlacedRow, candidate: Candidate): PairScore =>
  scorePair(
    { name: name.name, phone: 'one', places: [place.id] },
    { name: candidate.name, phone: 'one', places: [candidate.placeId] },
  )

/**
 * Whether the matcher would offer the two, of one phone, as one person to a coordinator: spelt otherwise, words swapped, with "W/o …". The
 * members of a household it keeps apart. A row is never written over somebody by it, only held back until a person has looked.
 */
const isLikely = (row: PlacedRow, candidate: Candidate): boolean => scored(row, candidate).score >= OFFER_FROM

/** Folded alike, and yet two for the matcher: Sunit and his wife Sunita. Letter by letter the same is not asked again. */
const isTwo = (row: PlacedRow, candidate: Candidate): boolean =>
  row.name.name !== candidate.name &&
  row.name.latin !== candidate.nameLatin &&
  row.name.devanagari !== candidate.nameDevanagari &&
  scored(row, candidate).apart !== undefined

/** What becomes of a row, given those whom it may mean. */
export function judge(row: PlacedRow, candidates: readonly Candidate[]): Judgement {
  const same = sameAmong(row.name, candidates)
  if (!row.hasPhone)
    return same.length > 0
      ? { outcome: 'doubtful', reason: 'people_import_r_namesake', personId: null }
      : { outcome: 'refused', reason: 'people_import_r_no_phone', personId: null }
  if (same.length > 1) return { outcome: 'doubtful', reason: 'people_import_r_several', personId: null }
  const [known] = same
  if (!known) {
    if (candidates.some((candidate) => isLikely(row, candidate)))
      return { outcome: 'doubtful', reason: 'people_import_r_likely', personId: null }
    const reason = candidates.length > 0 ? 'people_import_r_household' : null
    return { outcome: 'new', reason, personId: null }
  }
  if (isTwo(row, known)) return { outcome: 'doubtful', reason: 'people_import_r_likely', personId: null }
  const { personId } = known
  // An import never brings back those who left or were sent away.
  if (known.state === 'left' || known.state === 'declined' || known.state === 'suspended')
    return { outcome: 'doubtful', reason: 'people_import_r_aside', personId }
  if (!differs(row, known)) return { outcome: 'same', reason: null, personId }
  // Whoever has confirmed her phone says for herself where she belongs; a vouch was given for that booth.
  if (known.state !== 'applied' || known.phoneProved)
    return { outcome: 'doubtful', reason: 'people_import_r_settled', personId }
  return { outcome: 'changed', reason: null, personId }
}

/** A row that names a wider place than where she already is says nothing new. */
function differs(row: PlacedRow, known: Candidate): boolean {
  const { place } = row
  const insideAlready = place.lft <= known.placeLft && known.placeLft <= place.rgt
  return (place.named && place.id !== known.placeId && !insideAlready) || (row.wingNamed && row.wing !== known.wing) // prettier-ignore
}
