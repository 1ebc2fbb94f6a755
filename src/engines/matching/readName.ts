import {
  ADDRESSES,
  HONORIFICS,
  isPrefix,
  isSurelySurname,
  isSurname,
  partCompound,
  sharedWord,
  type SharedWord,
} from './nameWords.ts'
import { soundOf, type Sound } from './soundOf.ts'

/** A name taken apart for comparing: the own name first where that can be known, else in the order in which it was written. */
export interface ReadName {
  readonly words: readonly Sound[]
  readonly shared: readonly (SharedWord & {
    /** Written together with the own name: Sunitabai. */
    readonly isGlued: boolean
    /** As written, NFC. */
    readonly written: string
  })[]
  /** Whom the honorific or "W/o" says it is. */
  readonly addressed: 'm' | 'f' | undefined
  /** A word such as Mohammad stood before the own name and was left out. */
  readonly hasPrefix: boolean
  /** The father or husband that the name itself names ("S/o", "पत्नी"), as written. */
  readonly relative: Relative | undefined
}

export interface Relative {
  readonly name: string
  /** Undefined when it is not said which: then it is compared with either. */
  readonly is: 'father' | 'husband' | undefined
  /** Whose: a son's, or a daughter's or wife's. */
  readonly of: 'm' | 'f' | undefined
}

const NOT_IN_WORD = '(?<![\\p{L}\\p{M}])'
const NOT_AFTER = '(?![\\p{L}\\p{M}])'
const RELATIONS: readonly (readonly [RegExp, Relative['is'], Relative['of']])[] = [
  [new RegExp(`${NOT_IN_WORD}(?:s\\s*[/.\\\\]\\s*o|son\\s+of)${NOT_AFTER}`, 'iu'), 'father', 'm'],
  [new RegExp(`${NOT_IN_WORD}(?:d\\s*[/.\\\\]\\s*o|daughter\\s+of)${NOT_AFTER}`, 'iu'), 'father', 'f'],
  [new RegExp(`${NOT_IN_WORD}(?:w\\s*[/.\\\\]\\s*o|wife\\s+of)${NOT_AFTER}`, 'iu'), 'husband', 'f'],
  [new RegExp(`${NOT_IN_WORD}(?:c\\s*[/.\\\\]\\s*o)${NOT_AFTER}`, 'iu'), undefined, undefined],
  [new RegExp(`${NOT_IN_WORD}(?:सुपुत्री|पुत्री|आत्मजा)${NOT_AFTER}`, 'u'), 'father', 'f'],
  [new RegExp(`${NOT_IN_WORD}(?:सुपुत्र|पुत्र|आत्मज)${NOT_AFTER}`, 'u'), 'father', 'm'],
  [new RegExp(`${NOT_IN_WORD}(?:पिता)${NOT_AFTER}`, 'u'), 'father', undefined],
  [new RegExp(`${NOT_IN_WORD}(?:धर्मपत्नी|पत्नी|पति)${NOT_AFTER}`, 'u'), 'husband', 'f'],
]

/** Reads a name as written in either script: honorifics go, compounds are parted, "S/o …" becomes the relative. */
export function readName(written: string): ReadName {
  const { own, relative } = withoutRelative(written.normalize('NFC'))
  const all = own.split(/[^\p{L}\p{M}\p{N}\u200c\u200d]+/u).filter((word) => word !== '')
  const typed = all.filter((word) => !HONORIFICS.has(word.toLowerCase()))
  const addressed =
    all.map((word) => ADDRESSES.get(word.toLowerCase())).find((gender) => gender) ?? relative?.of
  const parts = ownNameFirst(typed).flatMap((word) =>
    partCompound(word).map((part, at) => ({ part, isGlued: at > 0 })),
  )
  const words: Sound[] = []
  const shared: ReadName['shared'][number][] = []
  let hasPrefix = false
  for (const [index, { part, isGlued }] of parts.entries()) {
    const known = sharedWord(part)
    // The first word is somebody's own name, whatever it is, unless it only stands before one (Mohd. Salim).
    const next = parts[index + 1]?.part
    const isBefore = known && isPrefix(known) && next !== undefined && !sharedWord(next) && !isSurname(next)
    const isOwn = words.length === 0 && !isBefore
    if (isBefore) hasPrefix = true
    if (known && !isOwn && (isBefore || !isPrefix(known))) shared.push({ ...known, isGlued, written: part })
    else words.push(soundOf(part))
  }
  return { words: words.filter(({ key }) => key !== ''), shared, addressed, hasPrefix, relative }
}

/** Surnames written first go last. */
function ownNameFirst(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !isSurname(word) && !isSurelySurname(word))
  return first <= 0 ? words : [...words.slice(first), ...words.slice(0, first)]
}

function withoutRelative(written: string): { own: string; relative: Relative | undefined } {
  for (const [pattern, is, of] of RELATIONS) {
    const found = pattern.exec(written)
    if (!found || found.index === 0) continue
    const name = written.slice(found.index + found[0].length).replace(/^[\s.:,-]+/, '')
    return { own: written.slice(0, found.index), relative: name === '' ? undefined : { name, is, of } }
  }
  return { own: written, relative: undefined }
}
