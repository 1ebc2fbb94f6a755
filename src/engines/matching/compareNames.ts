import { isCompound, isGivenUnsure, isGuess } from './nameDoubts.ts'
import type { ReadName } from './readName.ts'
import { isRareSurname } from './nameWords.ts'
import { mayBeOneSurname, wordLikeness, type Sound, type WordLikeness } from './soundOf.ts'

/** How two names agree, part by part. */
export interface NameAgreement {
  /** The own name: the first word, or every word where the order is another. */
  readonly given: WordLikeness
  /** The other words. `missing`: one of the two leaves them out; `none`: neither has any. */
  readonly family: WordLikeness | 'missing' | 'none'
  /** Words that many share (Kumar, Devi, Lal). `shortened`: a part of a compound is left out; `conflict`: a man's beside a woman's, or another part. */
  readonly shared: 'same' | 'missing' | 'shortened' | 'conflict' | 'none'
  readonly swapped: boolean
  /** The own names are none that very many bear. */
  readonly isRare: boolean
  /** The surnames are ones that few bear. */
  readonly isFamilyRare: boolean
  /** That the surnames are one is a guess: a letter stands in another's place. With the surname written first it may be an own name. */
  readonly isFamilyGuessed: boolean
  /** That the own names are one is a guess: a letter was taken for forgotten (रमश for रमेश, and Suras for Suresh; Kran for Karan, and for Kiran). */
  readonly isGivenGuessed: boolean
  /** Which word is the own name is not known: "Mohammad Ninama" beside "Ninama Shanti" may be a surname that a family shares. */
  readonly isGivenUnsure: boolean
  /** The own names stand in two scripts. */
  readonly isAcross: boolean
  /** One is written together with a word that the other has not: "Sanjaibai" is a name of its own, and Sanjay may be her brother. */
  readonly isCompoundOfOne: boolean
}

interface Pairing {
  readonly a: number
  readonly b: number
  readonly likeness: WordLikeness
}

const RANK: Readonly<Record<WordLikeness, number>> = { same: 4, near: 3, ending: 2, initial: 1, other: 0 }
const weaker = (one: WordLikeness, other: WordLikeness): WordLikeness =>
  RANK[one] < RANK[other] ? one : other

/** Compares two names that were read. Symmetrical. */
export function compareNames(a: ReadName, b: ReadName): NameAgreement {
  const [left, right] = joined(a.words, b.words)
  const pairings = pair(left, right)
  const { given, used, own, swapped } = givenOf(left, right, pairings)
  const { family, isShortened, isGuessed } = familyOf(left, right, pairings, used)
  const isGivenWhole = pairings.every((pairing) => isWhole(left[pairing.a]) || left[pairing.a]!.mayBeSurname)
  // Behind a surname that stands first, Ram may be the first half of the own name: Meena Ram Kishan is not Kishan Meena.
  const shared = sharedOf(a, b, isGivenWhole && !swapped)
  const isDoubtful = isShortened && !isGivenWhole && shared !== 'conflict'
  const isRare = used.every((pairing) => !left[pairing.a]!.isFrequent && !right[pairing.b]!.isFrequent)
  const agreed = used.map((pairing) => [left[pairing.a]!, right[pairing.b]!] as const)
  return {
    given,
    family,
    shared: isDoubtful ? 'shortened' : shared,
    swapped,
    isRare,
    isFamilyRare: [left.at(-1), right.at(-1)].every(
      (word) => word !== undefined && isRareSurname(word.written),
    ),
    isFamilyGuessed: isGuessed === true,
    isGivenGuessed: own.some((pairing) => isGuess(left[pairing.a]!, right[pairing.b]!)),
    isGivenUnsure:
      given === 'same' && isGivenUnsure({ a, b, left, right, agreed, family, isRare, isGivenWhole }),
    isAcross: agreed.some(([one, other]) => one.isDevanagari !== other.isDevanagari),
    isCompoundOfOne: isCompound(a, b) || isCompound(b, a),
  }
}

/**
 * Whether an own name stands as well without its second part: Mohan for Mohan Lal. After a vowel, or in a short one, what remains may be
 * somebody else of the family: Mangi Lal and Mangi, Ram Lal and Ram, Chandra Prakash and Chandra.
 */
const SHORT: ReadonlySet<string> = new Set(['cndr', 'indr'])
const isWhole = (word: Sound | undefined): boolean =>
  word !== undefined && word.ending === '' && word.key.length > 2 && !SHORT.has(word.key)

/** Words written together in one name and apart in the other are brought to one: Radhe Shyam, Radheshyam. */
function joined(a: readonly Sound[], b: readonly Sound[]): [readonly Sound[], readonly Sound[]] {
  const join = (apart: readonly Sound[], whole: readonly Sound[]): readonly Sound[] => {
    for (let i = 0; i + 1 < apart.length; i++) {
      const [first, second] = [apart[i]!, apart[i + 1]!]
      if (first.isInitial || second.isInitial) continue
      const together = [
        first.key + second.key,
        `${first.key}e${second.key}`,
        `${first.key}i${second.key}`,
        `${first.key}u${second.key}`,
      ]
      const match = whole.find((word) => word.ending === second.ending && together.includes(word.key))
      if (match) return [...apart.slice(0, i), match, ...apart.slice(i + 2)]
    }
    return apart
  }
  return [a.length > 1 ? join(a, b) : a, b.length > 1 ? join(b, a) : b]
}

/** Each word finds its best partner, the likest first. */
function pair(left: readonly Sound[], right: readonly Sound[]): readonly Pairing[] {
  const all = left.flatMap((word, a) =>
    right.map((other, b) => ({ a, b, likeness: wordLikeness(word, other) })),
  )
  const ordered = all
    .filter(({ likeness }) => likeness !== 'other')
    .sort((x, y) => RANK[y.likeness] - RANK[x.likeness] || Math.abs(x.a - x.b) - Math.abs(y.a - y.b))
  const [usedA, usedB] = [new Set<number>(), new Set<number>()]
  return ordered.filter(({ a, b }) => {
    if (usedA.has(a) || usedB.has(b)) return false
    usedA.add(a)
    usedB.add(b)
    return true
  })
}

function givenOf(
  left: readonly Sound[],
  right: readonly Sound[],
  pairings: readonly Pairing[],
): { given: WordLikeness; used: readonly Pairing[]; own: readonly Pairing[]; swapped: boolean } {
  const first = pairings.find(({ a, b }) => a === 0 && b === 0)
  if (first) return { given: first.likeness, used: [first], own: [first], swapped: false }
  // Another order counts only when both first words found their partner: in "Meena" and "Ramesh Meena" one is a wife's own name.
  const [ofA, ofB] = [pairings.find(({ a }) => a === 0), pairings.find(({ b }) => b === 0)]
  if (!ofA || !ofB || left.length < 2 || right.length < 2)
    return { given: 'other', used: [], own: [], swapped: false }
  const isFamily = ({ a, b }: Pairing) => left[a]!.isSurname || right[b]!.isSurname
  if (isFamily(ofA) !== isFamily(ofB)) {
    const own = isFamily(ofA) ? ofB : ofA
    const isOpen = left[own.a]!.mayBeSurname || right[own.b]!.mayBeSurname
    return { given: own.likeness, used: [ofA, ofB], own: isOpen ? [ofA, ofB] : [own], swapped: true }
  }
  return {
    given: weaker(ofA.likeness, ofB.likeness),
    used: [ofA, ofB],
    own: [ofA, ofB],
    swapped: true,
  }
}

function familyOf(
  left: readonly Sound[],
  right: readonly Sound[],
  pairings: readonly Pairing[],
  used: readonly Pairing[],
): { family: NameAgreement['family']; isShortened: boolean; isGuessed?: boolean } {
  const alone = (words: readonly Sound[], side: 'a' | 'b') =>
    words.filter((_, index) => !pairings.some((pairing) => pairing[side] === index))
  const [inLeft, inRight] = [alone(left, 'a'), alone(right, 'b')]
  const rest = used.length === 2 ? used : pairings.filter((pairing) => !used.includes(pairing))
  const matched = rest.map(({ likeness }) => likeness)
  if (inLeft.length > 0 && inRight.length > 0) {
    // Words without a partner on both sides are two names, whatever else agrees: Ram Kishor Sharma, Ram Kishan Sharma.
    const isSlip = inLeft.length === 1 && inRight.length === 1 && inLeft[0] === left.at(-1) && inRight[0] === right.at(-1) && mayBeOneSurname(inLeft[0]!, inRight[0]!) // prettier-ignore
    const isGuessed = isSlip && inLeft[0]!.key.length === inRight[0]!.key.length && !inLeft[0]!.mayBeSurname && !inRight[0]!.mayBeSurname // prettier-ignore
    return {
      family: isSlip ? [...matched, 'near' as const].reduce(weaker) : 'other',
      isShortened: false,
      isGuessed,
    }
  }
  const isLonger = inLeft.length + inRight.length > 0
  if (matched.length > 0) return { family: matched.reduce(weaker), isShortened: isLonger }
  return { family: isLonger ? 'missing' : 'none', isShortened: false }
}

function sharedOf(a: ReadName, b: ReadName, isWhole: boolean): NameAgreement['shared'] {
  const genders = (name: ReadName) =>
    new Set([
      ...name.shared.flatMap(({ gender }) => gender ?? []),
      ...(name.addressed ? [name.addressed] : []),
    ])
  const [inA, inB] = [genders(a), genders(b)]
  if (inA.size > 0 && inB.size > 0 && ![...inA].some((gender) => inB.has(gender))) return 'conflict'
  const parts = (name: ReadName) => name.shared.filter(({ isPart }) => isPart).map(({ key }) => key)
  const [partsA, partsB] = [parts(a), parts(b)]
  const isCommon = a.shared.some(({ key }) => b.shared.some((other) => other.key === key))
  if (a.shared.length > 0 && b.shared.length > 0 && partsA.length + partsB.length > 0 && !isCommon)
    return 'conflict'
  // Mamta Kumari and Mamta Bai, Mohan Singh and Mohan Kumar.
  if (!isCommon && a.shared.length > 0 && b.shared.length > 0) return 'shortened'
  // Tulsi Das and Tulsi Das Ram, Mohan and Mohan Lal.
  if ([...partsA].sort().join() !== [...partsB].sort().join()) return isWhole ? 'missing' : 'shortened'
  if (a.shared.length === 0 && b.shared.length === 0) return 'none'
  return isCommon ? 'same' : 'missing'
}
