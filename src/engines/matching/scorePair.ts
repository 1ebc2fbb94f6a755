import { compareNames, type NameAgreement } from './compareNames.ts'
import { readName, type ReadName } from './readName.ts'

/** What is known of a person, as far as it helps to tell her from others. What is not known is left out and says nothing. */
export interface MatchRecord {
  /** As written, in either script; may carry honorifics and "S/o …". */
  readonly name: string
  /** The same name in the other script, where a person wrote it too (not where a rule made it). */
  readonly alsoWritten?: string | undefined
  readonly father?: string | undefined
  readonly husband?: string | undefined
  /** Compared for equality only: a number, or its blind index. */
  readonly phone?: string | undefined
  /** Ids from the widest to the narrowest, e.g. district, constituency, booth. */
  readonly places?: readonly string[] | undefined
  /** The one of `places` within which a whole name is enough to be looked at; without it, the narrowest. */
  readonly constituency?: string | undefined
  /** Whether the narrowest of `places` is a booth. */
  readonly atBooth?: boolean | undefined
  /** Years, from and to; one number twice when the age is known. */
  readonly age?: readonly [from: number, to: number] | undefined
}

export type Field = 'given' | 'family' | 'shared' | 'relative' | 'phone' | 'place' | 'age'

/** Why a field speaks for or against: the interface has words for each, in both languages. */
export type Reason =
  | 'given_same' | 'given_rare' | 'given_swapped' | 'given_ending' | 'given_near' | 'given_initial' | 'given_other'
  | 'family_same' | 'family_rare' | 'family_near' | 'family_missing' | 'family_other'
  | 'shared_same' | 'shared_shortened' | 'shared_conflict'
  | 'relative_same' | 'relative_near' | 'relative_other' | 'relative_of_each_other'
  | 'phone_same' | 'phone_other'
  | 'place_booth' | 'place_constituency' | 'place_other'
  | 'age_same' | 'age_years' | 'age_other' // prettier-ignore

export interface FieldScore {
  readonly field: Field
  /** Bits of evidence: +1 doubles the odds that it is one person, -1 halves them. */
  readonly weight: number
  readonly reason: Reason
}

export interface PairScore {
  /** 0 to 1: how sure the evidence is that the two records are one person. */
  readonly score: number
  /** Each field that says something, the strongest first. */
  readonly fields: readonly FieldScore[]
  /** Set where the pair is never one person for this engine, whatever the sum: the score then is 0. */
  readonly apart: 'names' | 'household' | 'relatives' | undefined
}

/** From here on a pair is worth a person's look; measured in docs/benchmarks.md. */
export const OFFER_FROM = 0.75

/** Odds before anything is known, in bits: two people of one network of 30,000 taken blindly. */
const PRIOR = -15

/**
 * How much each agreement says, in bits: the logarithm of how much likelier it is for one person than for two (Fellegi and Sunter 1969),
 * set by hand for names of north India and checked against the made-up set of tests/builders/duplicates.
 */
const BITS: Readonly<Record<Reason, number>> = {
  given_same: 6.5, given_rare: 9, given_swapped: 6, given_near: 4.5, given_ending: 2, given_initial: 1, given_other: -20,
  family_same: 5, family_rare: 6, family_near: 3.5, family_missing: -0.75, family_other: -8,
  shared_same: 1.5, shared_shortened: -4, shared_conflict: -12,
  relative_same: 8, relative_near: 5, relative_other: -9, relative_of_each_other: -20,
  phone_same: 12, phone_other: -1,
  place_booth: 11, place_constituency: 5, place_other: -1,
  age_same: 1.5, age_years: -3, age_other: -9,
} // prettier-ignore

/**
 * Scores two records field by field. A shared phone, booth or surname is never identity alone: without the same own name there is no score,
 * and within a household the own name must be the same in sound, its ending included.
 * @example scorePair({ name: 'Smt. Sunita Sharma', phone: '1' }, { name: 'सुनीता शर्मा', phone: '1' }).score > OFFER_FROM
 */
export function scorePair(a: MatchRecord, b: MatchRecord): PairScore {
  const [left, right] = [prepared(a), prepared(b)]
  const agreements = agreementsOf(left, right)
  const name = agreements.map(({ name }) => name).reduce((best, one) => (worthOf(one) > worthOf(best) ? one : best)) // prettier-ignore
  const fields = [
    ...nameFields(name),
    relativeField(left, right),
    phoneField(a, b),
    placeField(a, b),
    ageField(a, b),
  ].flatMap((field) => field ?? [])
  // Where both wrote Hindi it tells the two apart, whatever they wrote in Latin besides: रमेश and रामेश, both Ramesh.
  const isDoubtful = [name, ...agreements.filter(({ isHindi }) => isHindi).map(({ name }) => name)].some(isNameDoubtful) // prettier-ignore
  const apart = isApart(name, isDoubtful, fields)
  const bits = fields.reduce((sum, { weight }) => sum + weight, PRIOR)
  return {
    score: apart ? 0 : 1 / (1 + 2 ** -bits),
    fields: fields.toSorted((x, y) => Math.abs(y.weight) - Math.abs(x.weight)),
    apart,
  }
}

const isNameDoubtful = (name: NameAgreement): boolean =>
  name.given !== 'same' ||
  ['other', 'initial'].includes(name.family) ||
  name.isFamilyGuessed ||
  name.isGivenGuessed ||
  name.isGivenUnsure ||
  ['conflict', 'shortened'].includes(name.shared)

function isApart(
  name: NameAgreement,
  isDoubtful: boolean,
  fields: readonly FieldScore[],
): PairScore['apart'] {
  if (name.given === 'other') return 'names'
  const has = (...reasons: readonly Reason[]) => fields.some(({ reason }) => reasons.includes(reason))
  if (has('relative_of_each_other')) return 'relatives'
  const isHousehold = has('phone_same', 'relative_same', 'relative_near', 'place_booth')
  const isSibling = name.isCompoundOfOne && has('relative_same', 'relative_near') && !has('phone_same')
  return isHousehold && (isDoubtful || isSibling || has('relative_other', 'age_years', 'age_other'))
    ? 'household'
    : undefined
}

const says = (field: Field, reason: Reason): FieldScore => ({ field, reason, weight: BITS[reason] })

function nameFields(name: NameAgreement): (FieldScore | undefined)[] {
  const given = name.given === 'same' && (name.isGivenGuessed || name.isGivenUnsure) ? 'given_near' : name.given !== 'same' ? (`given_${name.given}` as const) : name.isRare ? 'given_rare' : name.swapped ? 'given_swapped' : 'given_same' // prettier-ignore
  const family =
    name.family === 'none' || name.family === 'initial'
      ? undefined
      : name.family === 'ending'
        ? 'family_near'
        : name.family === 'same' && name.isFamilyRare
          ? 'family_rare'
          : (`family_${name.family}` as const)
  const shared = name.shared === 'none' || name.shared === 'missing' ? undefined : (`shared_${name.shared}` as const) // prettier-ignore
  return [
    inOneScript(name, says('given', given)),
    family && says('family', family),
    shared && says('shared', shared),
  ]
}

/** Two scripts hide more than one does: Rama is रमा and रामा. An agreement across them says half a bit less. */
const inOneScript = ({ isAcross }: NameAgreement, given: FieldScore): FieldScore =>
  isAcross && given.weight > 0 ? { ...given, weight: given.weight - 0.5 } : given

interface Prepared {
  readonly names: readonly ReadName[]
  readonly father: ReadName | undefined
  readonly husband: ReadName | undefined
  /** A relative of whom it is not said which. */
  readonly someone: ReadName | undefined
}

/** A list scores each record many times; reading its name once is enough. Nothing else is remembered. */
const known = new WeakMap<MatchRecord, Prepared>()

function prepared(record: MatchRecord): Prepared {
  const before = known.get(record)
  if (before) return before
  const written = readName(record.name)
  // Who has a husband is a woman, whatever her name.
  const name = record.husband && !written.addressed ? { ...written, addressed: 'f' as const } : written
  const told = (is: 'father' | 'husband' | undefined, given?: string) => {
    const written = given ?? (name.relative?.is === is ? name.relative?.name : undefined)
    return written === undefined || written === '' ? undefined : readName(written)
  }
  const made: Prepared = {
    names: record.alsoWritten ? [name, readName(record.alsoWritten)] : [name],
    father: told('father', record.father),
    husband: told('husband', record.husband),
    someone: told(undefined),
  }
  known.set(record, made)
  return made
}

/** Every way in which one name was written beside every way of the other. */
const agreementsOf = (
  a: Prepared,
  b: Prepared,
): readonly { readonly name: NameAgreement; readonly isHindi: boolean }[] =>
  a.names.flatMap((one) =>
    b.names.map((other) => ({ name: compareNames(one, other), isHindi: isHindi(one) && isHindi(other) })),
  )

const isHindi = ({ words }: ReadName): boolean => words[0]?.isDevanagari === true

const worthOf = (name: NameAgreement): number =>
  nameFields(name).reduce((sum, field) => sum + (field?.weight ?? 0), 0)

function relativeField(a: Prepared, b: Prepared): FieldScore | undefined {
  const isTheirOwn = (relative: ReadName | undefined, other: Prepared) =>
    relative !== undefined && isSamePerson(compareNames(relative, other.names[0]!))
  const relatives = (one: Prepared) => [one.father, one.husband, one.someone]
  if (relatives(a).some((one) => isTheirOwn(one, b)) || relatives(b).some((one) => isTheirOwn(one, a)))
    return says('relative', 'relative_of_each_other')
  const pairs = [
    [a.father, b.father],
    [a.husband, b.husband],
    [a.someone, b.someone ?? b.father ?? b.husband],
    [a.father ?? a.husband, b.someone],
  ] as const
  const agreements = pairs.flatMap(([one, other]) => (one && other ? compareNames(one, other) : []))
  if (agreements.length === 0) return undefined
  const written = pairs.flatMap(([one, other]) => (one && other ? [[soundsOf(one), soundsOf(other)]] : []))
  if (agreements.some(isSamePerson) || written.some(([one, other]) => one === other))
    return says('relative', 'relative_same')
  if (agreements.some(({ given, family }) => given !== 'other' && family !== 'other')) return says('relative', 'relative_near') // prettier-ignore
  // A letter too many or too few may be a slip: it says nothing. Another letter (Ramesh, Rajesh) is another man.
  const isSlip = written.some(
    ([one = '', other = '']) => one.length !== other.length && isOneLetterMore(one, other),
  )
  return isSlip ? undefined : says('relative', 'relative_other')
}

/** The consonants of all that a name is made of, without the seams: Eknath, Ek Nath. */
const soundsOf = ({ words, shared }: ReadName): string =>
  [...words, ...shared]
    .map(({ key }) => key.replace(/[aeiou]/g, ''))
    .join('')
    .replaceAll('b', 'v')
    .replace(/(.)\1+/g, '$1')

function isOneLetterMore(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  const isInside = [...long].some((_, at) => at > 0 && long.slice(0, at) + long.slice(at + 1) === short)
  return short.length >= 2 && isInside
}

const isSamePerson = ({ given, family, shared }: NameAgreement): boolean =>
  given === 'same' && family !== 'other' && shared !== 'conflict' && shared !== 'shortened'

function phoneField(a: MatchRecord, b: MatchRecord): FieldScore | undefined {
  if (!a.phone || !b.phone) return undefined
  return says('phone', a.phone === b.phone ? 'phone_same' : 'phone_other')
}

/** Who stands at a place that holds the other's says nothing about where within it. */
function placeField(a: MatchRecord, b: MatchRecord): FieldScore | undefined {
  const [one, other] = [a.places ?? [], b.places ?? []]
  const depth = Math.min(one.length, other.length)
  if (depth === 0) return undefined
  let common = 0
  while (common < depth && one[common] === other[common]) common++
  if (common === depth) return a.atBooth && b.atBooth ? says('place', 'place_booth') : undefined
  // Of ids from the widest on, all but the last agree: two booths of one constituency.
  return says('place', common > 0 && common === depth - 1 ? 'place_constituency' : 'place_other')
}

/** Ages told in different years, or guessed, are a few years apart; a generation is not. */
const YEARS_OF_DOUBT = 3
const A_GENERATION = 8

function ageField(a: MatchRecord, b: MatchRecord): FieldScore | undefined {
  if (!a.age || !b.age) return undefined
  const gap = Math.max(a.age[0] - b.age[1], b.age[0] - a.age[1], 0)
  if (gap <= YEARS_OF_DOUBT) return says('age', 'age_same')
  return says('age', gap >= A_GENERATION ? 'age_other' : 'age_years')
}
