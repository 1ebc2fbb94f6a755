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

/**
 * Found by the last four digits of the phone and the beginning of a name, in either script. The digits stand for some ten phones of ten thousand, so
 * somebody looks at the names; with a name alone nothing is found, for a list of people is not for leafing through.
 */
export function byPhone(book: GateBook, digits: string, name: string, most = 12): readonly ListedPass[] {
  const mark = markOfDigits(digits)
  if (mark === undefined) return []
  const asked = fold(name)
  const found: ListedPass[] = []
  for (const pass of book.passes.values()) {
    if (pass.mark !== mark) continue
    if (asked !== '' && !begins(pass.name, asked) && !begins(pass.nameLatin, asked)) continue
    found.push(pass)
    if (found.length === most) break
  }
  return found
}
