import { contents } from '#engines/columns/index.ts'
import { withoutInvisibles } from '#engines/matching/index.ts'
import type { Level } from '../place.ts'
import { LONGEST_PLACE_NAME } from '../placeNames.ts'

/** What a line of a plan does to a place. */
export const CHANGE_KINDS = ['new', 'split', 'merge', 'move', 'rename', 'close'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** Columns of a plan. `old` says which place is meant, as it stands now; `new` says where and which it will be, as it stands afterwards. */
export const LINE_FIELDS = [
  'what',
  'date',
  'oldDistrict',
  'oldConstituency',
  'oldBooth',
  'newDistrict',
  'newConstituency',
  'newBooth',
  'nameHi',
  'nameEn',
  'people',
] as const
export type LineField = (typeof LINE_FIELDS)[number]

/** A line as somebody wrote it. */
export type GivenLine = Partial<Record<LineField, string>>

/** What is wrong with a line: where, and the id of the message that says so. */
export interface LineFault {
  readonly field: LineField
  readonly reason: string
  /** The first of the lines that say the same, this one among them. */
  readonly lines?: readonly number[]
}

/** What stands in the words of a fault. */
export const inputsOf = ({ lines = [] }: Pick<LineFault, 'lines'>): Readonly<Record<string, string>> => ({
  lines: lines.join(', '),
})

export interface ReadLine {
  readonly kind: ChangeKind
  /** Day in India from which it holds, `2026-11-25`. */
  readonly date: string
  /** Of the place that the line is about. */
  readonly level: Extract<Level, 'district' | 'constituency' | 'booth'>
  readonly old: PlaceWords
  readonly new: PlaceWords
  readonly nameHi: string
  readonly nameEn: string
  /** Of a split: who stood at the old place goes to the new one. */
  readonly handsOver: boolean
}

/** A district by name, a constituency by number or name, a booth by its number; '' where nothing was said. */
export interface PlaceWords {
  readonly district: string
  readonly constituency: string
  readonly booth: string
}

const KIND_WORDS: Readonly<Record<ChangeKind, readonly string[]>> = {
  new: ['new', 'नया', 'नई', 'नया बूथ', 'नया ज़िला'],
  split: ['split', 'divide', 'विभाजन', 'बँटवारा', 'बाँटें'],
  merge: ['merge', 'विलय', 'मिलाना', 'मिलाएँ'],
  move: ['move', 'transfer', 'स्थानांतरण', 'स्थानान्तरण', 'बदलें'],
  rename: ['rename', 'renumber', 'नया नाम', 'नाम बदलें', 'नाम', 'नया नंबर'],
  close: ['close', 'end', 'बंद', 'समाप्त'],
}
const PEOPLE_WORDS: Readonly<Record<string, boolean>> = {
  '': false,
  old: false,
  पुराना: false,
  पुराने: false,
  new: true,
  नया: true,
  नए: true,
}

/** One spelling for comparing: composed alike, no invisible signs, small letters, single spaces, European figures. */
export const plain = (text: string): string =>
  withoutInvisibles(text)
    .normalize('NFC')
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** Text that the database can hold: no control signs, no half signs. */
export const cleaned = (text: string): string => withoutInvisibles(text.toWellFormed())

const KINDS = new Map(CHANGE_KINDS.flatMap((kind) => KIND_WORDS[kind].map((word) => [plain(word), kind])))
const HINDI = /^[\p{Script_Extensions=Devanagari}\p{Script=Latin}\p{N}\p{P}\p{Zs}+=°\u200c\u200d]+$/u
const ENGLISH = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}+=°]+$/u

/** A number of a booth or a constituency; undefined when it is none. */
export const numberIn = (text: string): number | undefined =>
  /^\d{1,5}$/.test(plain(text)) && Number(plain(text)) > 0 ? Number(plain(text)) : undefined

/** The same line in the words of the form's choices, where they are understood. */
export function inChoices(given: GivenLine): GivenLine {
  const kind = KINDS.get(plain(given.what ?? ''))
  const goes = PEOPLE_WORDS[plain(given.people ?? '')]
  return {
    ...given,
    ...(kind && { what: kind }),
    ...(goes !== undefined && { people: goes ? 'new' : '' }),
  }
}

/** Reads a line by itself; whether its places exist is asked later (planRestructure). */
export function readLine(given: GivenLine): ReadLine | LineFault {
  const text = (field: LineField) => withoutInvisibles(given[field] ?? '').trim()
  const kind = KINDS.get(plain(text('what')))
  if (!kind) return { field: 'what', reason: 'places_r_what_unknown' }
  const date = dayIn(plain(text('date')))
  if (!date) return { field: 'date', reason: 'places_r_date_bad' }
  const words = (side: 'old' | 'new'): PlaceWords => ({
    district: text(`${side}District`),
    constituency: text(`${side}Constituency`),
    booth: text(`${side}Booth`),
  })
  const [was, becomes] = [words('old'), words('new')]
  const handsOver = PEOPLE_WORDS[plain(text('people'))]
  if (handsOver === undefined) return { field: 'people', reason: 'places_r_people_bad' }
  const level = levelOf(kind === 'new' ? becomes : was)
  if (!level && kind !== 'new') return { field: 'oldBooth', reason: 'places_r_old_missing' }
  if (kind !== 'new' && was.booth && !was.constituency)
    return { field: 'oldConstituency', reason: 'places_r_old_missing' }
  const line: ReadLine = {
    kind,
    date,
    level: level ?? 'district',
    old: was,
    new: becomes,
    nameHi: text('nameHi'),
    nameEn: text('nameEn'),
    handsOver: kind === 'split' && handsOver,
  }
  return nameFault(line) ?? numberFault(line) ?? line
}

export const isFault = (read: object): read is LineFault => 'reason' in read

function levelOf({ district, constituency, booth }: PlaceWords): ReadLine['level'] | undefined {
  if (booth) return 'booth'
  if (constituency) return 'constituency'
  return district ? 'district' : undefined
}

function nameFault({ kind, level, nameHi, nameEn }: ReadLine): LineFault | undefined {
  for (const [field, name, signs, script] of [
    ['nameHi', nameHi, HINDI, 'places_name_hindi_script'],
    ['nameEn', nameEn, ENGLISH, 'places_name_latin_script'],
  ] as const) {
    // A part of a booth stands in the same building until somebody says otherwise.
    const needed = kind === 'new' || (kind === 'split' && level !== 'booth')
    if (name === '' && needed) return { field, reason: 'places_name_missing' }
    if ([...name].length > LONGEST_PLACE_NAME) return { field, reason: 'places_name_too_long' }
    if (contents.isFormula(name)) return { field, reason: 'places_r_name_formula' }
    if (contents.isLost(name)) return { field, reason: 'places_r_name_lost' }
    if (name !== '' && !signs.test(name)) return { field, reason: script }
  }
  return undefined
}

/** The new numbers that a line must say, and those that it may. */
function numberFault({ kind, level, old, new: becomes, nameHi, nameEn }: ReadLine): LineFault | undefined {
  const field = level === 'booth' ? 'newBooth' : level === 'constituency' ? 'newConstituency' : 'newDistrict'
  const said = becomes[level]
  if (level === 'booth' && numberIn(old.booth) === undefined && kind !== 'new')
    return { field: 'oldBooth', reason: 'places_r_number_bad' }
  if (kind === 'merge' && said === '') return { field, reason: 'places_r_new_missing' }
  if (level === 'district') {
    if (kind === 'move') return { field: 'oldConstituency', reason: 'places_r_district_moves' }
  } else {
    const needed = kind === 'new' || kind === 'split'
    if (needed && said === '') return { field, reason: 'places_r_new_missing' }
    const counts = level === 'booth' || (kind !== 'merge' && kind !== 'close')
    if (said !== '' && counts && numberIn(said) === undefined) return { field, reason: 'places_r_number_bad' }
    const above = level === 'booth' ? becomes.constituency : becomes.district
    if ((kind === 'new' || kind === 'move') && above === '')
      return {
        field: level === 'booth' ? 'newConstituency' : 'newDistrict',
        reason: 'places_r_new_missing',
      }
  }
  const nothing = kind === 'rename' && nameHi === '' && nameEn === '' && (level === 'district' || said === '')
  return nothing ? { field: 'nameHi', reason: 'places_r_nothing_changes' } : undefined
}

/** 2026-11-25, 25-11-2026, 25/11/2026 or 25.11.2026. */
function dayIn(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ].*)?$/.exec(text)
  const usual = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : usual ? [usual[3], usual[2], usual[1]] : []
  if (!year || !month || !day) return undefined
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : undefined
}
