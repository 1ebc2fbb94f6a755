import type { AppointedRole } from '../appointment.ts'
import { contents } from '#engines/columns/index.ts'
import { judgeCell, type JudgedCell, type OldFont } from '#engines/krutidev/index.ts'
import { normaliseName } from '#engines/matching/index.ts'
import type { TwoScriptName } from '../person.ts'
import { isAdult } from './adult.ts'
import type { Field } from './fields.ts'

/** Which column holds what; the rest is not read. */
export interface Columns {
  /** Rows up to this line are headings. */
  readonly headingsEnd: number
  /** For each column, from the left. */
  readonly fields: readonly (Field | null)[]
  /** Columns typed in an old Hindi font, to be converted. */
  readonly krutiDev: readonly boolean[]
  /** For each column what is known of the old font in it; 'none' where whoever imports said so. Missing in imports of earlier days. */
  readonly oldFont?: readonly (OldFont | 'none')[]
}

/** What a row says of where somebody belongs, not yet looked up. */
export interface PlaceWords {
  readonly district: string
  readonly seatNumber: string
  readonly seat: string
  readonly boothNumber: string
  readonly booth: string
}

/** A row as far as it can be read by itself. */
export interface ReadPerson {
  readonly name: TwoScriptName
  /** E.164; undefined when the row gives none. */
  readonly phone: string | undefined
  readonly place: PlaceWords
  readonly wing: string
  readonly language: 'hi' | 'en' | undefined
  /** Told beside what becomes of the row: a single cell was in an old Hindi font and was converted, or held more than the number that is taken. */
  readonly remark: 'people_import_r_old_font_read' | 'people_import_r_other_number' | undefined
}

export type ReadRow =
  | { readonly ok: true; readonly person: ReadPerson }
  /** The id of the message that says why; a doubtful row could be read in more than one way. */
  | { readonly ok: false; readonly reason: string; readonly doubtful?: boolean }

/** What reading needs from outside this folder. */
export interface Reading {
  readonly phone: (typed: string) => { ok: true; phone: string } | { ok: false; reason: string }
  readonly asciiDigits: (text: string) => string
  readonly twoScripts: (typed: string) => TwoScriptName
  /** `wordGain` of the old fonts' engine, remembering: for long lists. */
  readonly wordGain?: ((word: string) => number) | undefined
  readonly today: Date
  /** Roles by the organisation's own names (rolesByOwnName). */
  readonly ownRanks?: ReadonlyMap<string, AppointedRole | undefined>
}

const no = (reason: string): ReadRow => ({ ok: false, reason })
const MARKUP = /[<>{}|\\^~]|https?:/i
/** A phone or an identity number written behind a name: it would stand open wherever the name is shown. */
const LONG_NUMBER = /(?:\p{N}[\s.-]?){6}/u
const LETTER = /\p{L}/u

/** Cells whose texts are neither formulas nor lost; the phone has its own rules. */
const TEXTS = ['name', 'surname', 'otherName', 'district', 'seat', 'booth', 'wing', 'role'] as const

/** A cell as it was typed, and what it says. */
interface ReadCell {
  readonly typed: string
  readonly verdict: JudgedCell['verdict']
  readonly text: string
}

const NOTHING: ReadCell = { typed: '', verdict: 'honest', text: '' }

function readCell(
  cells: readonly string[],
  columns: Columns,
  field: Field,
  wordGain?: Reading['wordGain'],
): ReadCell {
  const at = columns.fields.indexOf(field)
  const typed = cells[at] ?? ''
  // Most lists lack most of the columns.
  if (typed === '') return NOTHING
  const { verdict, text } = judgedCell(typed, columns, at, wordGain)
  // An apostrophe in front is a spreadsheet's mark for text; in the old fonts it is the letter श.
  return { typed, verdict, text: verdict === 'converted' ? text : text.replace(/^'/, '').trim() }
}

/** What a row says of a field; '' where its list has no such column. */
export const cellOf = (cells: readonly string[], columns: Columns, field: Field): string =>
  readCell(cells, columns, field).text

/** One cell in view of what is known of its column's font. */
export function judgedCell(
  text: string,
  columns: Columns,
  at: number,
  wordGain?: Reading['wordGain'],
): JudgedCell {
  const font = columns.oldFont?.[at] ?? (columns.krutiDev[at] ? 'all' : 'none')
  return font === 'none' ? { verdict: 'honest', text } : judgeCell(text, font, wordGain)
}

/** Reads one row: what it says, or the first reason why it cannot be taken. */
export function readPerson(cells: readonly string[], columns: Columns, reading: Reading): ReadRow {
  // Judging a cell's font is the dearest part of a row: once is enough.
  const texts: Partial<Record<Field, string>> = {}
  const cell = (field: Field): string => texts[field] ?? cellOf(cells, columns, field)
  let oldFont = false
  for (const field of TEXTS) {
    const { typed, verdict, text } = readCell(cells, columns, field, reading.wordGain)
    texts[field] = text
    if (typed === '') continue
    // Looked for in the cell itself: the signs of a formula are letters of the old fonts.
    if (contents.isFormula(typed)) return no('people_import_r_formula')
    if (contents.isLost(text)) return no('people_import_r_lost')
    if (verdict === 'doubtful') return no('people_import_r_old_font')
    if (verdict === 'converted' && columns.oldFont?.[columns.fields.indexOf(field)] !== 'all') oldFont = true
  }
  const typed = [cell('name'), cell('surname')].filter((part) => part !== '').join(' ')
  const named = normaliseName(typed)
  if (!named.accepted)
    return no(named.reason === 'empty' ? 'people_import_r_no_name' : 'people_name_too_long')
  if (!LETTER.test(named.name)) return no('people_name_without_letters')
  if (MARKUP.test(named.name)) return no('people_import_r_name_signs')
  if (LONG_NUMBER.test(named.name)) return no('people_name_with_signs')
  const phone = readPhone(cell('phone'), reading)
  if (phone && !phone.ok) return phone
  const told = { age: reading.asciiDigits(cell('age')), born: reading.asciiDigits(cell('born')) }
  if (isAdult(told, reading.today) === false) return no('people_import_r_child')
  const digits = (field: Field) => reading.asciiDigits(cell(field))
  return {
    ok: true,
    person: {
      name: bothScripts(typed, cell('otherName'), reading),
      phone: phone?.phone,
      place: {
        district: cell('district'),
        seatNumber: digits('seatNumber'),
        seat: cell('seat'),
        boothNumber: digits('boothNumber'),
        booth: cell('booth'),
      },
      wing: cell('wing'),
      language: languageOf(cell('language')),
      remark: phone?.besides ? 'people_import_r_other_number' : oldFont ? 'people_import_r_old_font_read' : undefined, // prettier-ignore
    },
  }
}

const BETWEEN_NUMBERS = /[,/;&|\n]|\bor\b|\band\b|या|और/i

type PhoneRead =
  | { readonly ok: true; readonly phone: string; readonly besides?: boolean }
  | Extract<ReadRow, { ok: false }>

/**
 * The mobile number of a cell. A phone is what somebody signs in with, so of two mobile numbers a person has to say which is hers; a landline
 * beside the mobile is not kept, and that is told.
 */
function readPhone(text: string, { phone }: Reading): PhoneRead | undefined {
  if (text === '' || text === '-' || /^0+$/.test(text)) return undefined
  const whole = phone(text)
  if (whole.ok) return whole
  const parts = text.split(BETWEEN_NUMBERS).filter((part) => /\p{Nd}/u.test(part))
  if (parts.length < 2) return whole
  const mobiles = new Set(parts.map(phone).flatMap((read) => (read.ok ? [read.phone] : [])))
  const [mobile, second] = mobiles
  if (mobile === undefined) return whole
  if (second !== undefined) return { ok: false, reason: 'people_import_r_two_numbers', doubtful: true }
  return { ok: true, phone: mobile, besides: parts.some((part) => !phone(part).ok) }
}

const languageOf = (text: string): 'hi' | 'en' | undefined => {
  if (/^(hi|hin|hindi|हिंदी|हिन्दी)$/i.test(text)) return 'hi'
  return /^(en|eng|english|अंग्रेज़ी|अंग्रेजी)$/i.test(text) ? 'en' : undefined
}

const DEVANAGARI = /\p{Script=Devanagari}/u

/** A list that gives the name in both scripts knows better than a rule how the other one is spelt. */
function bothScripts(typed: string, other: string, { twoScripts }: Reading): TwoScriptName {
  const name = twoScripts(typed)
  if (other === '') return name
  const second = normaliseName(other)
  const isName = second.accepted && LETTER.test(second.name) && !MARKUP.test(second.name) && !LONG_NUMBER.test(second.name) // prettier-ignore
  if (!isName) return name
  const [inHindi, otherInHindi] = [DEVANAGARI.test(name.name), DEVANAGARI.test(second.name)]
  if (inHindi === otherInHindi) return name
  return otherInHindi ? { ...name, devanagari: second.name } : { ...name, latin: second.name }
}
