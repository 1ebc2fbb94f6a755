/** Lists of another hand: written down from hearing, by typists of two keyboards. The truth is known; no code of the matcher, nor of `../duplicates`, is used. */
import type { Written } from '../duplicates/index.ts'
import { diceOf, type Dice } from './dice.ts'
import { asRead, boothOf, newPhone, otherSeat, peopleOf, seatOf, type Member, type Script, type Word } from './families.ts' // prettier-ignore

/** A made-up list of `people` people, of whom three in ten stand in it twice. */
export function namesakeList(seed: number, people: number): readonly Written[] {
  const dice = diceOf(seed)
  return peopleOf(dice, people).flatMap((member) => {
    const script: Script = member.isHindiOnly || dice.happens(0.5) ? 'hi' : 'en'
    const first = firstWriting(dice, member, script)
    return dice.happens(0.3) ? [first, secondWriting(dice, member, script)] : [first]
  })
}

const HEARD: Readonly<Record<Script, readonly (readonly [RegExp, string])[]>> = {
  en: [[/ee/, 'i'], [/i(?=[nlt]a?$)/, 'ee'], [/oo/, 'u'], [/u(?=[nlr])/, 'oo'], [/v/, 'w'], [/w/, 'v'], [/sh/, 's'], [/y$/, 'i'], [/i$/, 'y'], [/th/, 't'], [/dh/, 'd'], [/aa/, 'a'], [/ph/, 'f'], [/endra$/, 'ender'], [/ai/, 'e'], [/ksh/, 'x'], [/chh/, 'ch'], [/au/, 'o'], [/ll/, 'l'], [/tt/, 't']],
  hi: [[/ी$/, 'ि'], [/ि$/, 'ी'], [/ी(?=.)/, 'ि'], [/ू/, 'ु'], [/ु/, 'ू'], [/श/, 'स'], [/ण/, 'न'], [/ँ/, 'ं'], [/न्(?=[द-न])/, 'ं'], [/ं(?=[दतध])/, 'न्'], [/ड़/, 'ड'], [/ज़/, 'ज'], [/फ़/, 'फ'], [/व/, 'ब'], [/ष/, 'श'], [/ई$/, 'इ']],
} // prettier-ignore

/** Heard and spelt otherwise. */
function heard(dice: Dice, word: string, script: Script): string {
  const lower = script === 'en' ? word.toLowerCase() : word.normalize('NFC')
  const ways = HEARD[script].filter(([sound]) => sound.test(lower))
  const way = ways[dice.upTo(ways.length)]
  return way === undefined ? word : upper(lower.replace(way[0], way[1]))
}

/** One key wrong: a letter twice, none, two in the wrong order, or of Hindi the sign beside it. */
function slipped(dice: Dice, word: string): string {
  const letters = [...word]
  if (letters.length < 4) return word
  const at = 1 + dice.upTo(letters.length - 2)
  const [here, next] = [letters[at]!, letters[at + 1]!]
  const kind = dice.upTo(3)
  letters.splice(at, 2, ...(kind === 0 ? [here, here, next] : kind === 1 ? [next] : [next, here]))
  // Two vowel signs in a row, or a sign on a sign, no keyboard writes.
  return /[\u093e-\u094d\u0902]{2}|^[\u093c-\u094d]|\u094d$/u.test(letters.join('')) ? word : upper(letters.join('').toLowerCase()) // prettier-ignore
}

const upper = (word: string): string => word.replace(/^[a-z]/, (letter) => letter.toUpperCase())

interface Care {
  readonly heard: number
  readonly slipped: number
  readonly surnameLeft: number
  readonly surnameFirst: number
  readonly secondLeft: number
  readonly addressed: number
}
const CAREFUL: Care = { heard: 0.08, slipped: 0.01, surnameLeft: 0.03, surnameFirst: 0.01, secondLeft: 0, addressed: 0.1 } // prettier-ignore
const HURRIED: Care = { heard: 0.3, slipped: 0.05, surnameLeft: 0.08, surnameFirst: 0.06, secondLeft: 0.12, addressed: 0.3 } // prettier-ignore

function spelt(dice: Dice, word: Word, script: Script, care: Care): string {
  const once = dice.happens(care.heard) ? heard(dice, word[script], script) : word[script]
  return dice.happens(care.slipped) ? slipped(dice, once) : once
}

/** A slip that spells a name of the same house is that name, and no list can tell: it is not made. */
function ownName(dice: Dice, member: Member, script: Script, care: Care): string {
  const written = spelt(dice, member.name, script, care)
  const isAnothers = member.beside.some((other) => asRead[script](other[script]) === asRead[script](written))
  return isAnothers ? member.name[script] : written
}

const ADDRESS = { m: { en: ['Shri', 'Mr'], hi: ['श्री', 'श्री'] }, f: { en: ['Smt.', 'Ms'], hi: ['श्रीमती', 'सुश्री'] } } as const // prettier-ignore

function nameOf(dice: Dice, member: Member, script: Script, care: Care): string {
  const words = [ownName(dice, member, script, care)]
  if (member.second && !dice.happens(care.secondLeft)) {
    if (dice.happens(0.25)) words[0] += member.second[script].toLowerCase()
    else words.push(member.second[script])
  }
  if (!dice.happens(care.surnameLeft)) {
    const surname = spelt(dice, member.surname, script, care)
    if (dice.happens(care.surnameFirst)) words.unshift(surname)
    else words.push(surname)
  }
  if (dice.happens(care.addressed)) words.unshift(ADDRESS[member.name.sex][script][dice.upTo(2)]!)
  return words.join(' ')
}

const firstWriting = (dice: Dice, member: Member, script: Script): Written =>
  lineOf(dice, member, script, CAREFUL, {
    phone: dice.happens(0.03) ? undefined : member.phone,
    booth: member.booth,
  })

/** Between two lists people change numbers and move: 3 in 10 the number, 15 in 100 within the constituency, 5 in 100 beyond it. */
function secondWriting(dice: Dice, member: Member, firstScript: Script): Written {
  const script = !member.isHindiOnly && dice.happens(0.4) ? (firstScript === 'hi' ? 'en' : 'hi') : firstScript
  const phone = dice.happens(0.3) ? newPhone(dice) : dice.happens(0.05) ? undefined : member.phone
  const seat = seatOf(member.booth)
  const booth = dice.happens(0.05) ? boothOf(dice, otherSeat(dice, seat)) : dice.happens(0.15) ? boothOf(dice, seat) : member.booth // prettier-ignore
  return lineOf(dice, member, script, HURRIED, { phone, booth })
}

function lineOf(
  dice: Dice,
  member: Member,
  script: Script,
  care: Care,
  { phone, booth }: { phone: string | undefined; booth: number },
): Written {
  const seat = seatOf(booth)
  return {
    person: member.id,
    household: member.house,
    script,
    name: nameOf(dice, member, script, care),
    ...(dice.happens(0.6) ? { [member.relative.is]: spelt(dice, member.relative.name, script, care) } : {}),
    ...(phone === undefined ? {} : { phone }),
    district: `d${seat % 3}`,
    constituency: `c${seat}`,
    booth: `b${booth}`,
    ...(dice.happens(0.5) ? { age: member.age + dice.upTo(3) - 1 } : {}),
  }
}
