import {
  contents,
  findHeadings,
  headingsUpTo,
  plainHeading,
  type GlimpsedRow,
} from '#engines/columns/index.ts'
import { hasOldFont, isKrutiDev, krutiDevToUnicode } from '#engines/krutidev/index.ts'
import { meaningOf, type Field, type Unkept } from './fields.ts'
import { fieldsOf, type Subject } from './subject.ts'

/** What a column's contents tell as well as its heading; the others are taken at their word. */
const FOUND_BY_CONTENTS: ReadonlySet<Field> = new Set(['name', 'otherName', 'phone'])

/** What one column seems to hold. */
export interface GuessedColumn {
  /** As it stands in the file; '' when there is none. */
  readonly heading: string
  readonly field: Field | null
  /** Set when the heading names something that is kept about nobody. */
  readonly unkept: Unkept | null
  /** Typed in an old Hindi font: all of it, or some of its cells. */
  readonly krutiDev: boolean
  /** Only some of its cells are. */
  readonly someOldFont?: boolean
  /** The first values, as examples. */
  readonly examples: readonly string[]
}

export interface Guess {
  /** The line on which the headings end; 0 when the file has none. */
  readonly headingsEnd: number
  readonly columns: readonly GuessedColumn[]
}

const EXAMPLES = 3

const unicode = (text: string): string => krutiDevToUnicode(text) ?? text
const meaning = (heading: string) => meaningOf(heading) ?? meaningOf(unicode(heading))
const { isPhoneLike, isMobileLike, isWordy, isSmallNumber, looksHindi } = contents

/**
 * What the columns of a list hold, from their headings and from what stands under them. Headings may be several rows deep, doubled, in either
 * script, in an old font or absent; the person who imports sees the guess and corrects it.
 * @param headingsEnd the line on which the headings end, where somebody said so
 */
export function guessColumns(
  rows: readonly GlimpsedRow[],
  subject: Subject = 'people',
  headingsEnd?: number,
): Guess {
  const known = fieldsOf(subject)
  const says = (heading: string) => meaning(heading) !== undefined
  const { end, headings } =
    headingsEnd === undefined
      ? findHeadings(rows, says, (cells) => cells.some(isPhoneLike))
      : headingsUpTo(rows, says, headingsEnd)
  const data = rows.filter(({ line }) => line > end)
  const width = Math.max(headings.length, ...rows.map(({ cells }) => cells.length), 0)
  const columns = Array.from({ length: width }, (_, at) => {
    const values = data.map(({ cells }) => cells[at] ?? '').filter((value) => value !== '')
    const heading = headings[at] ?? ''
    const said = heading === '' ? undefined : meaning(heading)
    return {
      heading,
      values,
      said: said && 'field' in said && known.includes(said.field) ? fitting(said.field, values) : undefined,
      unkept: said && 'unkept' in said ? said.unkept : null,
      krutiDev: isKrutiDev(values),
    }
  })
  const fields = assign(columns, known)
  return {
    headingsEnd: end,
    columns: columns.map(({ heading, unkept, krutiDev, values }, at) => ({
      heading,
      unkept,
      ...oldFontOf(krutiDev, values, fields[at] ?? null),
      field: fields[at] ?? null,
      examples: examplesOf(krutiDev, values),
    })),
  }
}

/** Text fields only: figures mean the same in every font. In a column that is not used a lone cell that might be in the old font is nobody's question. */
function oldFontOf(whole: boolean, values: readonly string[], field: Field | null) {
  if (field === 'phone') return { krutiDev: false }
  return whole || field === null || !hasOldFont(values)
    ? { krutiDev: whole }
    : { krutiDev: true, someOldFont: true }
}

/** The first values; of a column with some cells in the old font one of those at least. */
function examplesOf(whole: boolean, values: readonly string[]): readonly string[] {
  const old = whole ? undefined : values.find((value) => hasOldFont([value]))
  const first = values.slice(0, EXAMPLES)
  return old === undefined || first.includes(old) ? first : [...first.slice(0, EXAMPLES - 1), old]
}

/** A column called "booth" or "constituency" holds names or numbers: what stands in it tells. */
function fitting(field: Field, values: readonly string[]): Field {
  const numbers = values.filter(isSmallNumber).length * 2 > values.length && values.length > 0
  if (field === 'booth' && numbers) return 'boothNumber'
  if (field === 'seat' && numbers) return 'seatNumber'
  return field
}

interface Looked {
  readonly said: Field | undefined
  readonly unkept: Unkept | null
  readonly values: readonly string[]
  readonly krutiDev: boolean
  readonly heading: string
}

type Holds = (value: string) => boolean
const countOf = (values: readonly string[], holds: Holds): number => values.filter(holds).length
const shareOf = (values: readonly string[], holds: Holds): number =>
  values.length === 0 ? 0 : countOf(values, holds) / values.length

/** Each field at most once: of several columns that say the same, the one in which most contents fit (a
 * share would prefer the column that hardly anybody filled); names in two scripts are two fields. */
function assign(columns: readonly Looked[], known: readonly Field[]): readonly (Field | null)[] {
  const fields: (Field | null)[] = columns.map(() => null)
  const take = (field: Field, candidates: readonly number[], fit: (at: number) => number) => {
    const best = candidates.toSorted((one, other) => fit(other) - fit(one) || one - other)[0]
    if (best !== undefined) fields[best] = field
    return best
  }
  const saying = (field: Field) => columns.flatMap(({ said }, at) => (said === field ? [at] : []))
  const silent = () =>
    columns.flatMap(({ said, unkept, heading }, at) =>
      !said && !unkept && fields[at] === null && plainHeading(heading) === '' ? [at] : [],
    )
  const phones = (at: number) => shareOf(columns[at]!.values, isPhoneLike)
  const mobiles = (at: number) => shareOf(columns[at]!.values, isMobileLike)
  const open = (at: number) => !columns[at]!.unkept && fields[at] === null
  const isNameIn = (at: number) => (value: string) => isWordy(value) || columns[at]!.krutiDev
  const names = (at: number) => shareOf(columns[at]!.values, isNameIn(at))

  // Mobile numbers are known by themselves, whatever their column is called; other long figures only where it is called nothing.
  const called = saying('phone').filter((at) => columns[at]!.values.some(isPhoneLike))
  const found = [...columns.keys()].filter((at) => open(at) && mobiles(at) > 0.5)
  if (called.length > 0) take('phone', called, (at) => countOf(columns[at]!.values, isPhoneLike))
  else if (found.length > 0) take('phone', found, mobiles)
  else if (saying('phone').length > 0) take('phone', saying('phone'), () => 0)
  else
    take(
      'phone',
      silent().filter((at) => phones(at) > 0.5),
      phones,
    )
  const name = take('name', saying('name').filter(open), (at) => countOf(columns[at]!.values, isNameIn(at)))
  const chosen = name ?? take('name', silent().filter((at) => names(at) > 0.7), (at) => names(at) * new Set(columns[at]!.values).size) // prettier-ignore
  if (chosen !== undefined) {
    const hindi = (at: number) => columns[at]!.krutiDev || shareOf(columns[at]!.values, looksHindi) > 0.5
    const others = saying('name').filter((at) => at !== chosen && names(at) > 0.5)
    take('otherName', others.filter((at) => hindi(at) !== hindi(chosen)), names) // prettier-ignore
  }
  for (const field of known.filter((one) => !FOUND_BY_CONTENTS.has(one)))
    // prettier-ignore
    take(field, saying(field).filter(open), (at) => columns[at]!.values.length)
  return fields
}
