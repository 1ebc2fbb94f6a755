/**
 * What makes it doubtful that two own names which sound alike are one person's. Among strangers a doubt costs little; within a household, whose
 * members share surname, booth and phone, each of these was somebody's brother, wife or daughter (duplicates.test.ts names them).
 */
import type { ReadName } from './readName.ts'
import { mayBeOneSurname, type Sound } from './soundOf.ts'
import { areWrittenAlike } from './writtenAlike.ts'

/** Two names beside each other, as far as they were compared. */
export interface Beside {
  readonly a: ReadName
  readonly b: ReadName
  /** Their words, brought to one where they are written together in one and apart in the other. */
  readonly left: readonly Sound[]
  readonly right: readonly Sound[]
  /** The words by which the own names agree. */
  readonly agreed: readonly (readonly [Sound, Sound])[]
  readonly family: string
  readonly isRare: boolean
  /** What agrees stands as well without a second part. */
  readonly isGivenWhole: boolean
}

/** Whether it is open which of the words are the own names, or whether one of them has a second half. Symmetrical. */
export const isGivenUnsure = (names: Beside): boolean =>
  [
    isSurnameAlone,
    isOwnHidden,
    isSecondOther,
    isLatinOpen,
    isPartOther,
    isStemShort,
    isEndOpen,
    isSecondOpen,
    isOrderOpen,
    isMansCompound,
    isPartGlued,
    isPrefixAlone,
  ].some((isDoubt) => isDoubt(names) || isDoubt(turned(names)))

const turned = (names: Beside): Beside => ({
  ...names,
  a: names.b,
  b: names.a,
  left: names.right,
  right: names.left,
  agreed: names.agreed.map(([one, other]) => [other, one]),
})

/** "Meena Balvinder" and "Meena Ram Avtar", "Kumhar Mana" and "Kumhar Meena": what agrees may be the surname, and the own names stand behind it. */
const isSurnameAlone = ({ family, agreed, left, right }: Beside): boolean =>
  family !== 'same' &&
  family !== 'none' &&
  maySurnamesAgree(agreed) &&
  // Behind it stands what is surely the surname: Ved Panwar.
  ![...behind(left, agreed, 0), ...behind(right, agreed, 1)].some((word) => word.isSurelySurname)

/**
 * "Meena Ranhita" and "Meena Ranhitha": behind a word that may be the surname the other may be the own name, and must be written alike, unless it
 * is known as a surname. Within one script also behind one that is not known at all; across scripts a surname has more spellings than are listed.
 */
const isSecondOther = ({ agreed, isRare, left, right }: Beside): boolean =>
  (maySurnamesAgree(agreed) ||
    (isRare && agreed.every(([one, other]) => one.isDevanagari === other.isDevanagari))) &&
  behind(left, agreed, 0).some(
    (word) =>
      !word.mayBeSurname &&
      behind(right, agreed, 1).length > 0 &&
      !behind(right, agreed, 1).some(
        (other) =>
          areWrittenAlike(word.written, other.written) ||
          (!maySurnamesAgree(agreed) && isSlipOfSurname(word, other)),
      ),
  )

/** "Iqbal Jain" and "Iqbal Jaon": a slip of what is surely a surname is that surname, and no own name. */
const isSlipOfSurname = (word: Sound, other: Sound): boolean =>
  other.isSurelySurname && mayBeOneSurname(word, other)

const maySurnamesAgree = (agreed: Beside['agreed']): boolean =>
  agreed.every(([one, other]) => one.mayBeSurname && other.mayBeSurname)

const behind = (words: readonly Sound[], agreed: Beside['agreed'], side: 0 | 1): readonly Sound[] =>
  words.filter((word) => !agreed.some((pair) => pair[side] === word))

/** "Saketkumar" and "सकेत": at the head of a name Latin writes one a for two of Hindi, and one of the names has a part more. */
const isLatinOpen = ({ a, b, agreed, isRare }: Beside): boolean =>
  isRare &&
  isCompound(a, b) &&
  agreed.some(
    ([one, other]) =>
      one.isDevanagari !== other.isDevanagari && FIRST_A.test((one.isDevanagari ? one : other).written),
  )
const FIRST_A = /^[\u0915-\u0939]\u093c?(?:\u093e|(?![\u093c\u093e-\u094d]))/u

/** "Gayri Rama" and "Gayri Ram": the same, where the own name is a word that many share. */
const isPartOther = ({ a, b, agreed }: Beside): boolean =>
  maySurnamesAgree(agreed) &&
  a.shared.some(
    (part) =>
      part.isPart &&
      b.shared.some((other) => other.key === part.key) &&
      !b.shared.some((other) => areWrittenAlike(part.written, other.written)),
  )

/** "Baid Ram Swaroop" and "Baid Dasmaya": the same, with an own name made of words that many share. */
const isOwnHidden = ({ a, b, family, isRare }: Beside): boolean =>
  family === 'missing' &&
  isRare &&
  a.words.length === 1 &&
  a.shared.some(({ isPart }) => isPart) &&
  hasSecond(b)

/** Rajkumari is no Raj, whatever else they share. */
const isStemShort = ({ a, b, agreed }: Beside): boolean =>
  isCompound(a, b) && agreed.some(([one]) => one.key.length < 3)

/** Tulsikumar is no Tulsi, who may be a woman, and Devakumar Ram no Devaram. */
const isMansCompound = ({ a, b, agreed }: Beside): boolean =>
  a.shared.some(
    ({ isGlued, gender, key }) => isGlued && gender === 'm' && !b.shared.some((other) => other.key === key),
  ) && agreed.some(([one]) => one.ending !== '')

/** Kailashnath is no Kailash: but for the parts that go with any name (Lal, Ram), what is written together belongs to it. */
const isPartGlued = ({ a, b }: Beside): boolean =>
  a.shared.some((part) => part.isGlued && part.isPart && !part.isLoose && !b.shared.some(({ key }) => key === part.key)) // prettier-ignore

/**
 * Sumitr is a man's name in Hindi and Sumitra a woman's; a conjunct's open end would hide it, and in Latin it does, unless Latin writes no a
 * (हेमन्त, Hemant) or both say that they are men, or women (Aditya Chand).
 */
const isEndOpen = ({ a, b, agreed }: Beside): boolean =>
  agreed.some(
    ([one, other]) =>
      one.ending !== other.ending &&
      (isWoman(a) !== isWoman(b) ||
        (one.isDevanagari !== other.isDevanagari &&
          (one.isDevanagari ? other : one).ending !== '' &&
          !(isWoman(a) && isWoman(b)) &&
          !(isMan(a) && isMan(b)))),
  )

const isMan = (name: ReadName): boolean =>
  name.addressed === 'm' || name.shared.some(({ gender }) => gender === 'm')

const isWoman = (name: ReadName): boolean =>
  name.addressed === 'f' || name.shared.some(({ gender }) => gender === 'f')

/** "Parvati Nandan Solanki" and "Parvati": Nandan makes another name of it. */
const isSecondOpen = ({ family, isGivenWhole, left }: Beside): boolean =>
  family === 'missing' && !isGivenWhole && left.length > 2

/** "Langa Kiran" and "Langa Karan": an unknown surname is written first, and the own names stand behind it. */
const isOrderOpen = ({ family, isRare, left, right }: Beside): boolean =>
  (family === 'near' || family === 'ending') &&
  isRare &&
  (left.at(-1)!.isFrequent || !(left.at(-1)!.mayBeSurname || right.at(-1)!.mayBeSurname))

/** "Mohammad Ninama" and "Ninama Shanti": a name of one word behind a prefix, beside one with a second own name. */
const isPrefixAlone = ({ a, b }: Beside): boolean =>
  a.hasPrefix && !b.hasPrefix && a.words.length === 1 && hasSecond(b)

const hasSecond = ({ words }: ReadName): boolean => words.some((word, at) => at > 0 && !word.mayBeSurname)

/** Whether one is written together with a word that the other has not. */
export const isCompound = (one: ReadName, other: ReadName): boolean =>
  one.shared.some(({ isGlued }) => isGlued) && other.shared.length === 0

/** Whether two words are one name by a guess: a letter was forgotten, or the first vowel, and which it was is open (Kran: Karan, Kiran). */
export const isGuess = (a: Sound, b: Sound): boolean =>
  a.key !== b.key ||
  !areWrittenAlike(a.written, b.written) ||
  withoutFirstA(a.folded) === b.folded ||
  withoutFirstA(b.folded) === a.folded ||
  isHiddenInLatin(a, b) ||
  isHiddenInLatin(b, a) ||
  // Hindi leaves an inherent a unwritten and silent, never a long one: पिनाकी is not Pinki, nor पिंकी.
  // Where both are Hindi each one is written: रमा and रामा, भरत and भारत. In a longer name it was rather forgotten.
  (a.isDevanagari && b.isDevanagari && a.longA !== b.longA && a.key.length <= 3) ||
  a.longA > b.roomForA ||
  b.longA > a.roomForA ||
  (b.isDevanagari && a.writtenA > b.roomForA) ||
  (a.isDevanagari && b.writtenA > a.roomForA)

/**
 * Names of Hindi that Latin spells as it does another one, which more people bear: Ramesh is रमेश. And who writes Raamesh means no रमेश, since
 * hardly anybody writes two letters for an a that Hindi leaves out; in a longer name there is no other one that it could be.
 */
const isHiddenInLatin = (hindi: Sound, latin: Sound): boolean =>
  hindi.isDevanagari &&
  !latin.isDevanagari &&
  (HIDDEN.has(hindi.written) || (latin.longA > hindi.longA && hindi.key.replace(/[aeiou]/g, '').length <= 3))
const HIDDEN: ReadonlySet<string> = new Set('रामेश भारत रमा रामा कना मना कमाल सजन'.normalize('NFC').split(' '))

const withoutFirstA = (folded: string): string | undefined =>
  /^[^aeiou]+a[^aeiou]/.test(folded) ? folded.replace('a', '') : undefined
