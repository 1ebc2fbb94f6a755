import { foldName } from '#engines/matching/index.ts'
import { twoScriptName, type TwoScriptName } from '../person.ts'

/** Words and names remembered; lists repeat themselves, and a bound keeps a list of noise from filling the memory. */
const REMEMBERED = 20_000

/** Remembers what a pure function said. */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const answer = work(text)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, answer)
    return answer
  }
}

/** `foldName` for long lists: word by word. Says the same (see its test): a space parts words whatever stands beside it. */
export function foldsByWord(): (name: string) => string {
  const fold = remembering((word) => foldName(word))
  return (name) => {
    const folded = name.split(' ').map(fold)
    return (folded.includes('') ? folded.filter((word) => word !== '') : folded).join(' ')
  }
}

/** Plain words of one script, one space between; joiners, points and mixtures are left to the whole name, where flags look across words. */
const PLAIN =
  /^(?:[A-Za-z]+(?: [A-Za-z]+)*|[\u0901-\u0903\u0905-\u0939\u093c\u093e-\u094d]+(?: [\u0901-\u0903\u0905-\u0939\u093c\u093e-\u094d]+)*)$/

/** `twoScriptName` for long lists: names word by word, since words repeat more than names do. Says the same (see its test). */
export function twoScriptsByWord(): (typed: string) => TwoScriptName {
  const [word, surname] = [
    remembering((each) => twoScriptName(each)),
    remembering((last) => twoScriptName(last, 'family')),
  ]
  return (typed) => {
    if (!PLAIN.test(typed)) return twoScriptName(typed)
    const spelt = typed.split(' ')
    const words = spelt.map((each, at) => (at > 0 && at === spelt.length - 1 ? surname(each) : word(each)))
    if (words.some(({ flags }) => flags.length > 0)) return twoScriptName(typed)
    const joined = (pick: (each: TwoScriptName) => string) => words.map(pick).join(' ')
    return {
      name: joined(({ name }) => name),
      latin: joined(({ latin }) => latin),
      devanagari: joined(({ devanagari }) => devanagari),
      flags: [],
    }
  }
}
