/** What happens to a person's particulars when somebody writes them down a second time. Shares no code with the matcher. */
import type { Chance } from './chance.ts'
import { heardAtEnd, spoken, SURNAMES, type MadeUp, type TwoSpellings } from './population.ts'

/** One line of some list: what was written of a person. */
export interface Written {
  readonly person: number
  readonly household: number
  readonly script: 'hi' | 'en'
  readonly name: string
  readonly father?: string
  readonly husband?: string
  readonly phone?: string
  readonly district: string
  readonly constituency: string
  readonly booth: string
  readonly age?: number
}

const LATIN_WAYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/aa/, ['a']], [/(?<=[bcdfghjklmnprstv])a(?=[bcdfghjklmnprstv])/, ['aa']], [/ee/, ['i']], [/i(?=[nrtlks])/, ['ee']], [/oo/, ['u']], [/u(?=[nrtlks])/, ['oo']],
  [/sh/, ['s']], [/v/, ['w']], [/w/, ['v']], [/ph/, ['f']], [/f/, ['ph']], [/ksh/, ['x']], [/th/, ['t']], [/dh/, ['d']], [/bh/, ['b']],
  [/y$/, ['i']], [/i$/, ['ee', 'y']], [/au/, ['ou', 'o']], [/ai/, ['e', 'ay']], [/z/, ['j']], [/q/, ['k']], [/ya/, ['ia']], [/n(?=d)/, ['nn']], [/([tlmn])\1/, ['$1']],
] // prettier-ignore
const HINDI_WAYS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ी/, ['ि']], [/ि/, ['ी']], [/ू/, ['ु']], [/ु/, ['ू']], [/श/, ['स', 'ष']], [/ण/, ['न']], [/ँ/, ['ं']], [/न्(?=[दतध])/, ['ं']], [/ं(?=[दतध])/, ['न्']],
  [/ड़/, ['ड', 'र']], [/व/, ['ब']], [/ब/, ['व']], [/ष/, ['श']], [/ऋ/, ['रि']], [/ज़/, ['ज']], [/फ़/, ['फ']], [/ये$/, ['ए']],
] // prettier-ignore
const KEYS_BESIDE: Readonly<Record<string, string>> = { a: 's', s: 'd', d: 'f', e: 'r', r: 't', t: 'y', i: 'o', o: 'p', n: 'm', m: 'n', k: 'l', l: 'k', h: 'j', j: 'h', u: 'i', v: 'b', b: 'v', g: 'h' } // prettier-ignore

/** Another way to spell the same sound. */
function respell(chance: Chance, word: string, script: 'hi' | 'en'): string {
  const ways = (script === 'hi' ? HINDI_WAYS : LATIN_WAYS).filter(([from]) => from.test(word.toLowerCase()))
  if (ways.length === 0) return word
  const [from, to] = chance.one(ways)
  return capital((script === 'en' ? word.toLowerCase() : word).replace(from, chance.one(to)), script)
}

/** A Hindi syllable is typed as one: consonant, conjunct and signs together. */
const SYLLABLES = new Intl.Segmenter('hi', { granularity: 'grapheme' })
const SIGN = /[\u093e-\u094c\u0902]/u

/** A slip of the finger: a letter left out, doubled, swapped with its neighbour, the key beside it, or a vowel sign forgotten. */
function mistype(chance: Chance, word: string): string {
  const letters = [...SYLLABLES.segment(word)].map(({ segment }) => segment)
  if (SIGN.test(word) && chance.is(0.5)) return word.replace(SIGN, '')
  if (letters.length < 4) return word
  const at = 1 + chance.below(letters.length - 2)
  const kind = chance.below(4)
  if (kind === 0) letters.splice(at, 1)
  else if (kind === 1) letters.splice(at, 0, letters[at]!)
  else if (kind === 2) [letters[at], letters[at + 1]] = [letters[at + 1]!, letters[at]!]
  else letters[at] = KEYS_BESIDE[letters[at]!] ?? letters[at]!
  return letters.join('')
}

const capital = (word: string, script: 'hi' | 'en'): string =>
  script === 'hi' ? word : word.replace(/^\p{L}/u, (letter) => letter.toUpperCase())

const HONORIFICS = { m: { en: ['Shri', 'Mr.', 'Sh.'], hi: ['श्री'] }, f: { en: ['Smt.', 'Mrs', 'Smt'], hi: ['श्रीमती', 'सुश्री'] } } // prettier-ignore
const RELATION = { father: { m: { en: 'S/o', hi: 'पुत्र' }, f: { en: 'D/o', hi: 'पुत्री' } }, husband: { m: { en: 'C/o', hi: 'पति' }, f: { en: 'W/o', hi: 'पत्नी' } } } // prettier-ignore

/** How often each thing happens at a second writing; the first writing is careful but for what people leave out of any list. */
export interface Noise {
  readonly otherScript: number
  readonly respelt: number
  readonly mistyped: number
  readonly surnameDropped: number
  readonly swapped: number
  readonly honorific: number
  readonly middleChanged: number
  readonly initials: number
  readonly phoneChanged: number
  readonly phoneMissing: number
  readonly boothMoved: number
  readonly farMoved: number
}
export const SECOND_WRITING: Noise = {
  otherScript: 0.4, respelt: 0.3, mistyped: 0.06, surnameDropped: 0.08, swapped: 0.06, honorific: 0.3, middleChanged: 0.12, initials: 0.02,
  phoneChanged: 0.3, phoneMissing: 0.05, boothMoved: 0.15, farMoved: 0.05,
} // prettier-ignore
const FIRST_WRITING: Noise = {
  otherScript: 0, respelt: 0.1, mistyped: 0.01, surnameDropped: 0.04, swapped: 0.01, honorific: 0.1, middleChanged: 0, initials: 0,
  phoneChanged: 0, phoneMissing: 0.02, boothMoved: 0, farMoved: 0,
} // prettier-ignore

function word(chance: Chance, spelt: TwoSpellings, script: 'hi' | 'en', noise: Noise): string {
  let written = spelt[script]
  if (chance.is(noise.respelt)) written = respell(chance, written, script)
  if (chance.is(noise.mistyped)) written = mistype(chance, written)
  return written
}

function ownName(chance: Chance, person: MadeUp, script: 'hi' | 'en', noise: Noise): string {
  const written = word(chance, person.given, script, noise)
  const heard = script === 'hi' ? heardAtEnd({ hi: written, en: '' }) : spoken({ en: written })
  const isAnothers = person.others[script].includes(heard)
  return isAnothers ? person.given[script] : written
}

function familyName(chance: Chance, person: MadeUp, script: 'hi' | 'en', noise: Noise): string {
  const variants = SURNAMES.find(({ en }) => en === person.family.en)?.variants[script] ?? []
  if (variants.length > 0 && chance.is(noise.respelt / 3)) return chance.one(variants)
  return word(chance, person.family, script, noise)
}

function nameOf(
  chance: Chance,
  person: MadeUp,
  script: 'hi' | 'en',
  noise: Noise,
  middle: TwoSpellings | undefined,
): string {
  // prettier-ignore
  const isShort = chance.is(noise.initials)
  const given = isShort ? `${[...person.given[script]][0]}.` : ownName(chance, person, script, noise)
  const parts = [given]
  // One person writes Mohan Lal, another Mohanlal.
  if (middle) {
    if (chance.is(0.3)) parts[0] = `${given}${middle[script].toLowerCase()}`
    else parts.push(middle[script])
  }
  if (!chance.is(noise.surnameDropped)) {
    const family = familyName(chance, person, script, noise)
    if (chance.is(noise.swapped)) parts.unshift(family)
    else parts.push(family)
  }
  if (chance.is(noise.honorific)) parts.unshift(chance.one(HONORIFICS[person.gender][script]))
  return parts.join(' ')
}

/** Writes a person down once. `apart` moves and renumbers her first, as life does between two lists. */
export function write(chance: Chance, person: MadeUp, isSecond: boolean, firstScript: 'hi' | 'en'): Written {
  const noise = isSecond ? SECOND_WRITING : FIRST_WRITING
  const script = chance.is(noise.otherScript) ? (firstScript === 'hi' ? 'en' : 'hi') : firstScript
  const isDropped = person.middle !== undefined && chance.is(noise.middleChanged)
  const name = nameOf(chance, person, script, noise, isDropped ? undefined : person.middle)
  const hasRelative = chance.is(0.6)
  const relative = word(chance, person.relative.name, script, noise)
  const isInName = hasRelative && chance.is(0.15)
  const phone = chance.is(noise.phoneChanged) ? `+9197${String(chance.below(100_000_000)).padStart(8, '0')}` : person.phone // prettier-ignore
  const isFar = chance.is(noise.farMoved)
  const isMoved = chance.is(noise.boothMoved)
  const constituency = isFar ? (person.constituency + 7) % 20 : person.constituency
  const booth = isFar || isMoved ? constituency * 40 + chance.below(40) : person.booth
  return {
    person: person.id,
    household: person.household,
    script,
    name: isInName ? `${name} ${RELATION[person.relative.is][person.gender][script]} ${relative}` : name,
    ...(hasRelative && !isInName ? { [person.relative.is]: relative } : {}),
    ...(chance.is(noise.phoneMissing) ? {} : { phone }),
    district: `d${Math.floor(constituency / 5)}`,
    constituency: `c${constituency}`,
    booth: `b${booth}`,
    ...(chance.is(0.5) ? { age: person.age + chance.below(3) - 1 } : {}),
  }
}
