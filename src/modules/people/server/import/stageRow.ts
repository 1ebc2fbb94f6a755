import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal } from '#platform/keys/sealed.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TableRow } from '#platform/spreadsheet/tableRow.ts'
import { foldName } from '#engines/matching/index.ts'
import type { PlaceDirectory } from '../../domain/import/placeDirectory.ts'
import { readOffice, type ReadOffice } from '../../domain/import/readOffice.ts'
import { readPerson, type Columns, type Reading } from '../../domain/import/readPerson.ts'
import type { Subject } from '../../domain/import/subject.ts'
import { startOfIndianDay } from '../../domain/term.ts'
import { searchableName } from '../../domain/searchableName.ts'
import { phoneBinding, phoneIndexOf } from '../personStore.ts'
import type { Wing } from '../wingStore.ts'
import type { StagedOffice, StagedPerson } from './stagedRowStore.ts'

/** What reading a list's rows stands on; made once an import. */
export interface Staging {
  readonly subject: Subject
  readonly keys: KeyRing
  readonly columns: Columns
  readonly reading: Reading
  readonly directory: PlaceDirectory
  readonly wing: number
  readonly wings: readonly Wing[]
  /** Into which the importer may bring people. */
  readonly ownWings: ReadonlySet<number>
  /** Folds a name, remembering its words. */
  readonly fold: (name: string) => string
}

/** A row read and placed, not yet judged; or the reason why it cannot be taken. */
export type Placed =
  | {
      readonly line: number
      readonly cells: readonly string[]
      /** Of what the row would make: a person, or an office. */
      readonly id: string
      readonly person: StagedPerson
      /** Told beside what becomes of the row. */
      readonly remark: string | undefined
    }
  | {
      readonly line: number
      readonly cells: readonly string[]
      readonly reason: string
      readonly doubtful?: boolean
    }

/** Reads one row of the file. */
export function stageRow({ line, cells }: TableRow, staging: Staging): Placed {
  const { keys, columns, reading, directory, fold } = staging
  const office = staging.subject === 'appointments' ? readOffice(cells, columns, reading) : undefined
  const read = office ?? readPerson(cells, columns, reading)
  if (!read.ok) return { line, cells, reason: read.reason, doubtful: read.doubtful === true }
  const { name, phone, place: words, wing: wingWords, language } = read.person
  const found = directory.find(words)
  if (!found.ok) return { line, cells, reason: found.reason }
  const wing = wingWords === '' ? staging.wing : wingCalled(wingWords, staging.wings)
  if (wing === undefined) return { line, cells, reason: 'people_import_r_wing_unknown' }
  if (staging.wings.some(({ number, retired }) => number === wing && retired))
    return { line, cells, reason: 'people_wing_retired' }
  if (!staging.ownWings.has(wing)) return { line, cells, reason: 'people_import_r_wing_outside' }
  const id = uuidv7(reading.today)
  const person: StagedPerson = {
    name,
    folded: searchableName(name, fold),
    key: fold(name.name),
    hasPhone: phone !== undefined,
    // An office is somebody's who is here already: her phone is not written again.
    phoneSealed: phone === undefined || office ? null : seal(keys, phone, phoneBinding(id)),
    phoneIndex: phone === undefined ? null : phoneIndexOf(keys, phone),
    place: found.place,
    wing,
    wingNamed: wingWords !== '',
    language: language ?? 'hi',
    office: office?.ok ? officeOf(id, office) : undefined,
  }
  return { line, cells, id, person, remark: found.note ?? read.person.remark }
}

const officeOf = (id: string, { role, since }: Extract<ReadOffice, { ok: true }>): StagedOffice => ({
  id,
  role,
  fromAt: since === undefined ? null : startOfIndianDay(since),
})

/** By its number, its key or its name in either script. */
function wingCalled(words: string, wings: readonly Wing[]): number | undefined {
  const wanted = foldName(words)
  return wings.find(
    ({ number, key, nameHi, nameEn }) =>
      String(number) === words || [key, nameHi, nameEn].map((name) => foldName(name)).includes(wanted),
  )?.number
}
