import type { GateList, ListedPass } from './gateList.ts'
import { markOfDigits } from './phoneMark.ts'
import { serialOfCode } from './scan.ts'

/** What a device knows of an event's passes: the whole list, and what came after it, under the serials. */
export interface GateBook {
  readonly about: number
  /** When the newest of its lists was made, milliseconds. */
  readonly madeAt: number
  readonly passes: ReadonlyMap<number, ListedPass>
  /** Some list is missing: it has another number of passes than the house. */
  readonly isWhole: boolean
}

/**
 * Lays lists over one another in the order in which they came. A list of another event is left out.
 * @returns undefined before there is a whole list
 */
export function bookOf(lists: readonly GateList[]): GateBook | undefined {
  const begin = lists.findLastIndex(({ since }) => since === null)
  const first = lists[begin]
  if (!first) return undefined
  const own = lists.slice(begin).filter(({ about }) => about === first.about)
  const passes = new Map<number, ListedPass>()
  for (const list of own) for (const pass of list.passes) passes.set(pass.serial, pass)
  const newest = own.reduce((latest, list) => (list.madeAt >= latest.madeAt ? list : latest))
  return { about: first.about, madeAt: newest.madeAt, passes, isWhole: passes.size === newest.total }
}

/** Found by what is read out from a pass whose picture does not scan. */
export const byCode = (book: GateBook, typed: string): ListedPass | undefined => {
  const serial = serialOfCode(typed)
  return serial === undefined ? undefined : book.passes.get(serial)
}

const fold = (text: string): string => text.normalize('NFC').toLocaleLowerCase('en').trim()
const begins = (name: string, asked: string): boolean =>
  fold(name)
    .split(/\s+/)
    .some((word) => word.startsWith(asked))

/** Letters of a name that are asked for beside the digits. */
const LETTERS_ASKED = 2

/** What of a search by phone is still to be said, before anything is looked up. */
export const phoneFault = (digits: string, name: string): 'digits' | 'name' | undefined => {
  if (markOfDigits(digits) === undefined) return 'digits'
  return [...fold(name)].length < LETTERS_ASKED ? 'name' : undefined
}

/**
 * Found by the last four digits of the phone together with the first two letters of a name or more, in either script: whoever stands at the gate says
 * both. The digits stand for some ten phones of ten thousand, so somebody looks at the names. With one of the two alone nothing is found: a list of people is
 * not for leafing through, and the digits alone would open it in 997 steps.
 */
export function byPhone(book: GateBook, digits: string, name: string, most = 12): readonly ListedPass[] {
  if (phoneFault(digits, name) !== undefined) return []
  const mark = markOfDigits(digits)
  const asked = fold(name)
  const found: ListedPass[] = []
  for (const pass of book.passes.values()) {
    if (pass.mark !== mark) continue
    if (!begins(pass.name, asked) && !begins(pass.nameLatin, asked)) continue
    found.push(pass)
    if (found.length === most) break
  }
  return found
}
