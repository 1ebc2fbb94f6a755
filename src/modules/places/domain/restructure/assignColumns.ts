import { contents, plainHeading } from '#engines/columns/index.ts'

/** What a column of an official list of booths holds; a plain `name` is Hindi or English by its letters. */
export const LIST_FIELDS = ['constituency', 'seatName', 'booth', 'nameHi', 'nameEn', 'name'] as const
export type ListField = (typeof LIST_FIELDS)[number]

/** What a heading may say; some of it only the contents decide. */
export type Meaning = ListField | 'seat' | 'boothOrName' | 'building' | 'other'

export const shareOf = (values: readonly string[], holds: (text: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(holds).length / values.length
const MOSTLY = 0.7
const { hasWords, isSmallNumber } = contents

/** A column as it was looked at. */
export interface Looked {
  readonly heading: string
  readonly said: Meaning | undefined
  /** One a row, '' where nothing stands. */
  readonly cells: readonly string[]
  readonly values: readonly string[]
  readonly krutiDev: boolean
}

/** Each field at most once; what headings say comes first, contents fill what they leave open. */
export function assignColumns(columns: readonly Looked[]): (ListField | null)[] {
  const fields: (ListField | null)[] = columns.map(() => null)
  const numbers = (at: number) => shareOf(columns[at]!.values, isSmallNumber)
  const words = (at: number) =>
    shareOf(columns[at]!.values, (text) => hasWords(text) || columns[at]!.krutiDev)
  const saying = (...said: readonly Meaning[]) =>
    columns.flatMap((column, at) =>
      column.said && said.includes(column.said) && fields[at] === null ? [at] : [],
    )
  const take = (field: ListField, candidates: readonly number[]) => {
    // Of several that say the same, the one that most rows filled.
    const best = candidates.toSorted(
      (a, b) => columns[b]!.values.length - columns[a]!.values.length || a - b,
    )[0]
    if (best !== undefined) fields[best] = field
    return best !== undefined
  }
  const isNumbered = (at: number) => numbers(at) > 0.5
  const isNamed = (at: number) => words(at) > 0.5
  if (!take('constituency', saying('constituency'))) take('constituency', saying('seat').filter(isNumbered))
  take('seatName', saying('seatName', 'seat'))
  if (!take('booth', saying('booth'))) take('booth', saying('boothOrName').filter(isNumbered))
  take('nameHi', saying('nameHi'))
  take('nameEn', saying('nameEn'))
  if (!fields.includes('nameHi') || !fields.includes('nameEn')) {
    const name =
      take('name', saying('name').filter(isNamed)) || take('name', saying('boothOrName').filter(isNamed))
    // "Name" and "नाम": one a script.
    const isHindi = (at: number) =>
      columns[at]!.krutiDev || shareOf(columns[at]!.values, contents.looksHindi) > 0.5
    const script = name && isHindi(fields.indexOf('name'))
    if (name)
      take(
        'name',
        saying('name').filter((at) => isNamed(at) && isHindi(at) !== script),
      )
    if (!name && !fields.includes('nameHi') && !fields.includes('nameEn'))
      take('name', saying('building').filter(isNamed))
  }
  byContents(columns, fields, numbers, words)
  return fields
}

/** Columns without a heading: two of numbers, of which the constituency's repeat and both together never do; and the one of longest words. */
function byContents(
  columns: readonly Looked[],
  fields: (ListField | null)[],
  numbers: (at: number) => number,
  words: (at: number) => number,
): void {
  const silent = () =>
    columns.flatMap(({ heading, values }, at) =>
      fields[at] === null && plainHeading(heading) === '' && values.length > 0 ? [at] : [],
    )
  const numbered = silent().filter((at) => numbers(at) > MOSTLY)
  const distinct = (at: number) => new Set(columns[at]!.values).size
  const put = (field: ListField, best: number | undefined) => {
    if (best !== undefined) fields[best] = field
    return best ?? -1
  }
  const fewest = (a: number, b: number) => distinct(a) - distinct(b)
  let seat = fields.findIndex((field) => field === 'constituency' || field === 'seatName')
  if (seat < 0) {
    const repeats = numbered.filter((at) => distinct(at) * 2 <= columns[at]!.cells.length)
    seat = put('constituency', repeats.toSorted((a, b) => fewest(a, b) || a - b)[0])
  }
  if (!fields.includes('booth') && seat >= 0) {
    const seats = filledDown(columns[seat]!.cells)
    const tells = (at: number) => new Set(columns[at]!.cells.map((cell, row) => `${seats[row]}/${cell}`)).size
    const rest = numbered.filter((at) => at !== seat && tells(at) >= columns[at]!.cells.length * 0.95)
    // A running number tells rows apart too, but never begins again; of two that do the same the later is the booth's.
    put('booth', rest.toSorted((a, b) => fewest(a, b) || b - a)[0])
  }
  if (fields.some((field) => field === 'name' || field === 'nameHi' || field === 'nameEn')) return
  const length = (at: number) => columns[at]!.values.join('').length / columns[at]!.values.length
  const named = silent().filter((at) => words(at) > MOSTLY && distinct(at) * 10 > columns[at]!.values.length)
  put('name', named.toSorted((a, b) => length(b) - length(a))[0])
}

const filledDown = (cells: readonly string[]): readonly string[] => {
  let above = ''
  return cells.map((cell) => {
    above = cell || above
    return above
  })
}
