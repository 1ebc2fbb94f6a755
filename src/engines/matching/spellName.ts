import { LONGEST_WORD } from './alphabet.ts'
import { devanagariToLatin } from './devanagariToLatin.ts'
import { latinToDevanagari } from './latinToDevanagari.ts'
import { spellLetters } from './letterNames.ts'
import spelled from './spelledNames.json' with { type: 'json' }

/** What a name's last word is taken for: मीना is written as an own name, मीणा as a surname, and both are Meena. */
export type LastWord = 'given' | 'family'

/** Words of either script, by which of them they are looked up in the other. */
interface Spellings {
  readonly toDevanagari: ReadonlyMap<string, string>
  readonly toLatin: ReadonlyMap<string, string>
}

let known: Readonly<Record<LastWord, Spellings>> | undefined
/** Read when the first name is spelt: a phone that never spells one carries no list. */
const spellings = () => (known ??= { given: read(spelled.given), family: read(spelled.family) })

function read(pairs: readonly string[]): Spellings {
  const [toDevanagari, toLatin] = [new Map<string, string>(), new Map<string, string>()]
  for (const pair of pairs) {
    const [latin, devanagari] = pair.split(' ') as [string, string]
    // The first is the more trustworthy one.
    if (!toDevanagari.has(latin)) toDevanagari.set(latin, devanagari)
    if (!toLatin.has(devanagari)) toLatin.set(devanagari, latin)
  }
  return { toDevanagari, toLatin }
}

/** A name's last word is looked up among surnames first where it is one of several, its other words among own names. */
function spellWords(
  name: string,
  words: RegExp,
  last: LastWord | undefined,
  spell: (word: string, as: LastWord) => string,
): string {
  const count = name.match(words)?.length ?? 0
  let at = 0
  return name.replace(words, (word) => {
    at += 1
    if (word.length > LONGEST_WORD) return word
    return spell(word, at < count ? 'given' : (last ?? (count > 1 ? 'family' : 'given')))
  })
}

/** Letters for a name: K, RK. */
const INITIALS = /^(?:[a-z]|[bcdfghjklmnpqrstvwxz]{2,3})$/
/** In Devanagari these are written out, and then without their point. */
const POINTED = /\b(smt|mohd|md)\.\s*/gi
/** Written in one word with the name before it, and by rule not as it is usually spelt. */
const SINGH = 'सिंह'

const otherThan = (as: LastWord): LastWord => (as === 'given' ? 'family' : 'given')

/**
 * A person's name, written in Latin letters, in Devanagari: words as they are usually written, any other by rule; **show it as derived**.
 * @param last what the last word is; unless told, a surname where it is one of several
 * @example nameInDevanagari('Mohan Lal Meena') === 'मोहन लाल मीणा'
 */
export const nameInDevanagari = (name: string, last?: LastWord): string =>
  spellWords(name.replace(POINTED, '$1 '), /[A-Za-z]+/g, last, (word, as) => {
    const latin = word.toLowerCase()
    const lists = spellings()
    const known = lists[as].toDevanagari.get(latin) ?? lists[otherThan(as)].toDevanagari.get(latin)
    return known ?? (INITIALS.test(latin) ? spellLetters(latin) : latinToDevanagari(latin))
  }).normalize('NFC')

/**
 * A person's name, written in Devanagari, as Indian English writes it; lower-case like `devanagariToLatin`.
 * @param last see `nameInDevanagari`
 * @example nameInLatin('मोहन सिंह') === 'mohan singh'
 */
export const nameInLatin = (name: string, last?: LastWord): string =>
  devanagariToLatin(
    spellWords(name.normalize('NFC'), /[\u0900-\u0963\u0971-\u097f]+/g, last, (word, as) => {
      const lists = spellings()
      const known = lists[as].toLatin.get(word) ?? lists[otherThan(as)].toLatin.get(word)
      if (known !== undefined || !word.endsWith(SINGH)) return known ?? word
      return `${nameInLatin(word.slice(0, -SINGH.length))}singh`
    }),
  )
