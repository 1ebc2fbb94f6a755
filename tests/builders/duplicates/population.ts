/**
 * Made-up people for measuring the matcher: households whose members are easily confused, and strangers. Shares no code with the engine;
 * names are those of data/names, put together by chance.
 */
import { readFileSync } from 'node:fs'
import type { Chance } from './chance.ts'

type Script = 'hi' | 'en'
/** One name in both scripts, as the lists pair them: no rule made either. */
export type TwoSpellings = Readonly<Record<Script, string>>

export interface MadeUp {
  readonly id: number
  readonly household: number
  /** How the other members' own names sound, as each script writes them: a slip that spells one of them is no slip but that name. */
  readonly others: Readonly<Record<Script, readonly string[]>>
  readonly given: TwoSpellings
  /** Kumar, Devi, Lal …, with those who have one. */
  readonly middle: TwoSpellings | undefined
  readonly family: TwoSpellings
  readonly gender: 'm' | 'f'
  readonly relative: { readonly is: 'father' | 'husband'; readonly name: TwoSpellings }
  readonly age: number
  readonly phone: string
  readonly district: number
  readonly constituency: number
  readonly booth: number
}

interface Listed extends TwoSpellings {
  readonly gender: 'm' | 'f'
}
const rows = (file: string) =>
  readFileSync(new URL(`../../../data/names/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
const LISTED = rows('given.csv').map(([en, hi, gender, common]) => ({ en: en!, hi: hi!, gender: gender as 'm' | 'f', common: common === '1' })) // prettier-ignore
const GIVEN = (gender: 'm' | 'f', common: boolean): readonly Listed[] =>
  // "Shri" is a name too, but no list tells it from the address.
  LISTED.filter(
    (name) => name.hi !== 'श्री' && name.gender === gender && name.common === common && !name.en.includes('-'),
  )
const NAMES = { m: { common: GIVEN('m', true), rare: GIVEN('m', false) }, f: { common: GIVEN('f', true), rare: GIVEN('f', false) } } // prettier-ignore
export const SURNAMES = rows('surnames.csv')
  .filter(([, , , , kind]) => kind === 'surname')
  .map(([en, variants, hi, variantsHi]) => ({ en: en!, hi: hi!, variants: { en: (variants ?? '').split('|').filter(Boolean), hi: (variantsHi ?? '').split('|').filter(Boolean) } })) // prettier-ignore

const two = (en: string, hi: string): TwoSpellings => ({ en, hi })
const MIDDLES = {
  m: [two('Kumar', 'कुमार'), two('Singh', 'सिंह'), two('Lal', 'लाल'), two('Ram', 'राम'), two('Chand', 'चन्द')],
  f: [two('Devi', 'देवी'), two('Kumari', 'कुमारी'), two('Kanwar', 'कंवर'), two('Bai', 'बाई')],
} as const

/** Letters that must change to make one word of another, neighbours swapped counting as two. */
function changes(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
  }
  return row[b.length]!
}

/** What Hindi spelling leaves open: two names that fall together here are one name, and no family gives it to two members. */
const heard = (name: TwoSpellings): string =>
  name.hi.normalize('NFC').replace(/ऋ/g, 'रि').replace(/आ/g, 'अ').replace(/[नमण]्(?=[क-म])/g, '').replace(/व/g, 'ब').replace(/[ोौ]/g, 'ु').replace(/[ीिेै]/g, 'ि').replace(/ि[यअ]/g, 'ि').replace(/[ूु]/g, 'ु').replace(/[शष]/g, 'स').replace(/ण/g, 'न').replace(/थ/g, 'त').replace(/ध/g, 'द').replace(/भ/g, 'ब').replace(/ख/g, 'क').replace(/[ा़ँं् ]/g, '') // prettier-ignore
export const heardAtEnd = (name: TwoSpellings): string =>
  `${heard(name)}${(/[ािीुूेो]$/.exec(name.hi)?.[0] ?? '').replace('ी', 'ि').replace('ू', 'ु')}`

/** The same for the Latin spelling: the list bears some names twice, with two Hindi spellings (Balvinder, Balwinder). */
export const spoken = ({ en }: Pick<TwoSpellings, 'en'>): string =>
  en.toLowerCase().replace(/w/g, 'v').replace(/ph/g, 'f').replace(/(?<=[bdgjkt])h/g, '').replace(/sh/g, 's').replace(/oo/g, 'u').replace(/ee/g, 'i').replace(/y$/, 'i').replace(/(.)\1+/g, '$1') // prettier-ignore

const SIMILAR = new Map<Listed, readonly Listed[]>()
/** Other common names within two letters, or that begin alike: Ramesh and Rajesh, Sunita and Anita, Mohan and Mohini. */
function similarTo(name: Listed): readonly Listed[] {
  const known = SIMILAR.get(name)
  if (known) return known
  const found = [...NAMES.m.common, ...NAMES.f.common].filter(
    (other) =>
      heardAtEnd(other) !== heardAtEnd(name) &&
      // No two brothers are Mohan and Mohan Lal; a wife may be Mangi and her husband Mangi Lal.
      !(other.gender === name.gender && (other.en.startsWith(name.en) || name.en.startsWith(other.en))) &&
      (changes(other.en.toLowerCase(), name.en.toLowerCase()) <= 2 ||
        other.en.slice(0, 4) === name.en.slice(0, 4)),
  )
  SIMILAR.set(name, found)
  return found
}

/** No family gives one name twice, and no two brothers are Mohan and Mohan Lal, whichever way the names were drawn. */
function isTwice(one: Listed, other: Listed): boolean {
  const [a, b] = [spoken(one), spoken(other)]
  const isPart = one.gender === other.gender && (a.startsWith(`${b} `) || b.startsWith(`${a} `))
  return heardAtEnd(one) === heardAtEnd(other) || a === b || isPart
}

const drawGiven = (chance: Chance, gender: 'm' | 'f'): Listed =>
  chance.is(0.7) ? chance.early(NAMES[gender].common) : chance.one(NAMES[gender].rare)

const freshPhone = (chance: Chance): string => `+9198${String(chance.below(100_000_000)).padStart(8, '0')}`

/** Districts of five constituencies of forty booths: about ten people at each booth of a fully manned part. */
const CONSTITUENCIES = 20
const BOOTHS = 40

/** Strangers and households of two to five, until there are so many people. */
export function populate(chance: Chance, people: number): readonly MadeUp[] {
  const all: MadeUp[] = []
  for (let household = 0; all.length < people; household++) {
    const constituency = chance.below(CONSTITUENCIES)
    const home = {
      household,
      constituency,
      district: Math.floor(constituency / 5),
      booth: constituency * BOOTHS + chance.below(BOOTHS),
      family: chance.early(SURNAMES),
    }
    const size = chance.is(0.55) ? 1 : 2 + chance.below(4)
    all.push(...membersOf(chance, home, size, all.length))
  }
  return all
}

function membersOf(
  chance: Chance,
  home: Pick<MadeUp, 'household' | 'constituency' | 'district' | 'booth' | 'family'>,
  size: number,
  firstId: number,
): readonly MadeUp[] {
  const shared = freshPhone(chance)
  const [patriarch, brotherAge] = [drawGiven(chance, 'm'), 20 + chance.below(30)]
  const taken: Listed[] = []
  const newName = (gender: 'm' | 'f' | undefined): Listed => {
    const before = taken.at(-1)
    const like = before
      ? similarTo(before).filter((name) => gender === undefined || name.gender === gender)
      : []
    for (let tries = 0; ; tries++) {
      const name =
        tries < 20 && like.length > 0 && chance.is(0.6) ? chance.one(like) : drawGiven(chance, gender ?? 'm')
      if ([...taken, patriarch].some((other) => isTwice(other, name))) continue
      taken.push(name)
      return name
    }
  }
  const person = (given: Listed, relative: MadeUp['relative'], age: number): MadeUp => ({
    ...home,
    others: { hi: [], en: [] },
    id: firstId + taken.length - 1,
    given,
    middle: chance.is(0.45) && !given.en.includes(' ') ? chance.early(MIDDLES[given.gender]) : undefined,
    gender: given.gender,
    relative,
    age,
    phone: size === 1 || chance.is(0.75) ? shared : freshPhone(chance),
  })
  const father = { is: 'father', name: patriarch } as const
  const members: MadeUp[] = []
  for (let nth = 0; nth < size; nth++) {
    const kind = nth === 0 ? 'head' : chance.one(['wife', 'brother', 'twin', 'child', 'sisterInLaw'] as const)
    const head = members[0]
    if (kind === 'head' || head === undefined) {
      const gender = chance.is(0.6) ? 'm' : 'f'
      members.push(person(newName(gender), father, brotherAge))
    } else if (kind === 'wife' || kind === 'sisterInLaw') {
      const husband = kind === 'wife' && head.gender === 'm' ? head.given : drawGiven(chance, 'm')
      members.push(person(newName('f'), { is: 'husband', name: husband }, brotherAge - chance.below(6)))
    } else if (kind === 'child') {
      const name = head.gender === 'm' ? head.given : patriarch
      members.push(person(newName(undefined), { is: 'father', name }, Math.max(18, head.age - 20 - chance.below(8)))) // prettier-ignore
    } else {
      members.push(
        person(newName(undefined), father, kind === 'twin' ? head.age : head.age + 2 + chance.below(4)),
      )
    }
  }
  return members.map((member) => {
    const others = members.filter(({ id }) => id !== member.id).map(({ given }) => given)
    return { ...member, others: { hi: others.map(heardAtEnd), en: others.map(spoken) } }
  })
}
