/**
 * A second made-up network for measuring the matcher, harder on households than the first (`../duplicates`): wherever the names allow it, the
 * members of a house bear names that are one sign apart (रमेश and रामेश, सज्जन and साजन). Shares no code with the matcher, nor with the first.
 */
import { readFileSync } from 'node:fs'
import type { Dice } from './dice.ts'

export type Script = 'hi' | 'en'
export interface Name extends Readonly<Record<Script, string>> {
  readonly sex: 'm' | 'f'
}
export type Word = Readonly<Record<Script, string>>

export interface Member {
  readonly id: number
  readonly house: number
  readonly name: Name
  /** The own names of the others in the house. */
  readonly beside: readonly Name[]
  /** Another of the house reads alike in Latin, so that whoever writes them writes Hindi (रमेश and रामेश). */
  readonly isHindiOnly: boolean
  readonly second: Word | undefined
  readonly surname: Word
  readonly relative: { readonly is: 'father' | 'husband'; readonly name: Word }
  readonly age: number
  readonly phone: string
  readonly booth: number
}

/** Pairs of two living names that one sign parts, which the list lacks; each was once taken for one person, or could be. */
const ONE_SIGN_APART: readonly (readonly [en: string, hi: string, sex: 'm' | 'f'])[] = [
  ['Ramesh', 'रमेश', 'm'], ['Raamesh', 'रामेश', 'm'], ['Sajjan', 'सज्जन', 'm'], ['Sajan', 'साजन', 'm'], ['Kanha', 'कान्हा', 'm'], ['Kana', 'काना', 'm'],
  ['Kailash', 'कैलाश', 'm'], ['Kailashnath', 'कैलाशनाथ', 'm'], ['Rukmini', 'रुक्मिणी', 'f'], ['Rukma', 'रुक्मा', 'f'], ['Bharat', 'भरत', 'm'], ['Bhaarat', 'भारत', 'm'],
  ['Balram', 'बलराम', 'm'], ['Balaram', 'बालाराम', 'm'], ['Madan', 'मदन', 'm'], ['Madhav', 'माधव', 'm'], ['Manna', 'मन्ना', 'm'], ['Mana', 'माना', 'm'],
  ['Kamla', 'कमला', 'f'], ['Kamal', 'कमल', 'm'], ['Vimal', 'विमल', 'm'], ['Vimla', 'विमला', 'f'], ['Nand', 'नन्द', 'm'], ['Nanda', 'नन्दा', 'f'],
  ['Ganga', 'गंगा', 'f'], ['Gagan', 'गगन', 'm'], ['Bheru', 'भेरू', 'm'], ['Bhairu', 'भैरू', 'm'], ['Dhanna', 'धन्ना', 'm'], ['Dana', 'दाना', 'm'],
  ['Sita', 'सीता', 'f'], ['Sitara', 'सितारा', 'f'], ['Kali', 'काली', 'f'], ['Kalli', 'कल्ली', 'f'], ['Jamna', 'जमना', 'f'], ['Yamuna', 'यमुना', 'f'],
  ['Phula', 'फूला', 'f'], ['Phuli', 'फूली', 'f'], ['Hari', 'हरि', 'm'], ['Harish', 'हरीश', 'm'], ['Girish', 'गिरीश', 'm'], ['Giriraj', 'गिरिराज', 'm'],
  ['Manju', 'मंजू', 'f'], ['Manu', 'मनु', 'm'], ['Rama', 'रमा', 'f'], ['Raama', 'रामा', 'm'], ['Hema', 'हेमा', 'f'], ['Hemant', 'हेमन्त', 'm'],
  ['Chunni', 'चुन्नी', 'f'], ['Chuni', 'चूनी', 'm'], ['Munna', 'मुन्ना', 'm'], ['Muna', 'मूना', 'm'], ['Bhagwan', 'भगवान', 'm'], ['Bhagwana', 'भगवाना', 'm'],
] // prettier-ignore

const table = (file: string) =>
  readFileSync(new URL(`../../../data/names/${file}`, import.meta.url), 'utf8').trim().split('\n').slice(1).map((row) => row.split(',')) // prettier-ignore
const GIVEN: readonly Name[] = [
  ...ONE_SIGN_APART.map(([en, hi, sex]) => ({ en, hi: hi.normalize('NFC'), sex })),
  ...table('given.csv').map(([en, hi, sex]) => ({
    en: en!,
    hi: hi!.normalize('NFC'),
    sex: sex as 'm' | 'f',
  })),
].filter(
  ({ en, hi, sex }) =>
    /^[A-Za-z]{3,}$/.test(en) && !/^m[uo]ham/i.test(en) && hi !== 'श्री' && sex !== ('u' as string),
)
const SURNAMES: readonly Word[] = table('surnames.csv').filter(([, , , , kind]) => kind === 'surname').map(([en, , hi]) => ({ en: en!, hi: hi!.normalize('NFC') })) // prettier-ignore
const SECONDS = {
  m: [['Lal', 'लाल'], ['Kumar', 'कुमार'], ['Singh', 'सिंह'], ['Ram', 'राम'], ['Chand', 'चंद']],
  f: [['Devi', 'देवी'], ['Bai', 'बाई'], ['Kumari', 'कुमारी'], ['Kanwar', 'कंवर']],
} as const // prettier-ignore

/**
 * What no reader of a script can tell apart. Hindi spelling mixes ि and ी, the nasals, ण and न, the three s, and writes a silent vowel or a
 * halant; Latin besides writes no length, and typists leave out breath and double some letters.
 */
export const asRead: Readonly<Record<Script, (word: string) => string>> = {
  en: (word) => word.toLowerCase().replace(/w/g, 'v').replace(/ph/g, 'f').replace(/z/g, 'j').replace(/chh/g, 'ch').replace(/sh/g, 's').replace(/([tdb])h/g, '$1').replace(/ai|ay(?![aeiou])|ei/g, 'e').replace(/[ei]nd(er|ra?)$/, 'indr').replace(/iya|ya/g, 'ia').replace(/ee|ii|y/g, 'i').replace(/oo/g, 'u').replace(/aa/g, 'a').replace(/ou|au/g, 'o').replace(/([lmnt])\1|([^aeiou])\2(?=[^aeiou])/g, '$1$2'),
  hi: (word) => word.replace(/ी/g, 'ि').replace(/ू/g, 'ु').replace(/[ँं]|ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/g, 'ं').replace(/[\u093c\u094d]/g, '').replace(/[शष]/g, 'स').replace(/ण/g, 'न').replace(/ब/g, 'व').replace(/ई/g, 'इ').replace(/(?<=.)य(?=[क-ह]|$)/g, 'ै').replace(/ृ/g, 'रि'),
} // prettier-ignore

/** Read alike, or one longer by a second name (Mohan, Mohanlal): one family does not have both. */
const isOneName = (a: Name, b: Name): boolean => {
  const [one, other] = [asRead.hi(a.hi), asRead.hi(b.hi)]
  return one === other || a.en === b.en || isLonger(one, other) || isLonger(other, one)
}
const SECOND_PARTS = ['लाल', 'राम', 'कुमार', 'सिंह', 'चंद', 'देवि', 'वाइ', 'कुमारि', 'कंवर']
const isLonger = (a: string, b: string): boolean => SECOND_PARTS.some((part) => a === b + part)

/** Latin writes no length and leaves the silent a open: Kana may be काना and कना, Manna मन्ना and मानना. */
const isOneInLatin = (a: Name, b: Name): boolean => {
  const asLatin = ({ hi }: Name) =>
    asRead
      .hi(hi)
      .replace(/(?<=.)ा/g, '')
      .replace(/ट/g, 'त')
      .replace(/ठ/g, 'थ')
      .replace(/ड/g, 'द')
      .replace(/ढ/g, 'ध')
      .replace(/ं/g, 'न')
      .replace(/आ/g, 'अ')
      .replace(/(?<=[क-ह])इ|े/g, 'ै')
  return asRead.en(a.en) === asRead.en(b.en) || asLatin(a) === asLatin(b)
}

/** Names under each form that a sign less leaves of them: two that share a form are one sign apart. */
const NEIGHBOURS = ((): ReadonlyMap<string, readonly Name[]> => {
  const found = new Map<string, Name[]>()
  for (const name of GIVEN)
    for (const form of formsOf(name.hi)) found.set(form, [...(found.get(form) ?? []), name])
  return found
})()

function formsOf(hi: string): ReadonlySet<string> {
  const signs = [...hi]
  return new Set([hi, ...signs.map((_, at) => signs.slice(0, at).join('') + signs.slice(at + 1).join(''))])
}

const oneSignApart = (name: Name): readonly Name[] =>
  [...formsOf(name.hi)]
    .flatMap((form) => NEIGHBOURS.get(form) ?? [])
    .filter((other) => !isOneName(name, other))

const SEATS = 12
const BOOTHS_OF_A_SEAT = 30
export const seatOf = (booth: number): number => Math.floor(booth / BOOTHS_OF_A_SEAT)
export const boothOf = (dice: Dice, seat: number): number =>
  seat * BOOTHS_OF_A_SEAT + dice.upTo(BOOTHS_OF_A_SEAT)
export const otherSeat = (dice: Dice, seat: number): number => (seat + 1 + dice.upTo(SEATS - 1)) % SEATS
export const newPhone = (dice: Dice): string => `+9196${String(dice.upTo(1e8)).padStart(8, '0')}`

/** A third of the names falls on the first sixty of the list, as in life a few are borne by very many. */
const drawName = (dice: Dice, sex: 'm' | 'f'): Name => {
  const of = GIVEN.filter((name) => name.sex === sex)
  return of[dice.upTo(dice.happens(0.35) ? 60 : of.length)]!
}

/** Half of the houses hold one person, the others two to six. */
export function peopleOf(dice: Dice, count: number): readonly Member[] {
  const all: Member[] = []
  for (let house = 0; all.length < count; house++)
    all.push(...membersOf(dice, house, all.length, dice.happens(0.5) ? 1 : 2 + dice.upTo(5)))
  return all
}

function membersOf(dice: Dice, house: number, firstId: number, size: number): readonly Member[] {
  const surname = SURNAMES[dice.upTo(dice.happens(0.4) ? 30 : SURNAMES.length)]!
  const [phone, booth, father] = [newPhone(dice), boothOf(dice, dice.upTo(SEATS)), drawName(dice, 'm')]
  const names: Name[] = []
  while (names.length < size) {
    const like = names.flatMap(oneSignApart)
    const name = like.length > 0 && dice.happens(0.75) ? like[dice.upTo(like.length)]! : drawName(dice, dice.happens(0.55) ? 'm' : 'f') // prettier-ignore
    if (![...names, father].some((other) => isOneName(other, name))) names.push(name)
  }
  const eldest = 20 + dice.upTo(35)
  return names.map((name, nth): Member => {
    const isWife = name.sex === 'f' && nth > 0 && dice.happens(0.5)
    const second = SECONDS[name.sex][dice.upTo(SECONDS[name.sex].length)]!
    return {
      id: firstId + nth,
      house,
      name,
      beside: names.filter((other) => other !== name),
      isHindiOnly: names.some((other) => other !== name && isOneInLatin(other, name)),
      second: dice.happens(0.4) ? { en: second[0], hi: second[1] } : undefined,
      surname,
      relative: isWife ? { is: 'husband', name: names.find(({ sex }) => sex === 'm') ?? drawName(dice, 'm') } : { is: 'father', name: father }, // prettier-ignore
      age: Math.max(18, eldest - dice.upTo(10)),
      phone: nth === 0 || dice.happens(0.75) ? phone : newPhone(dice),
      booth,
    }
  })
}
