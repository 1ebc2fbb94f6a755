import type { KeyRing } from '#platform/keys/keyRing.ts'
import { seal } from '#platform/keys/sealed.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TableRow } from '#platform/spreadsheet/tableRow.ts'
import { foldName } from '#engines/matching/index.ts'
import type { PlaceDirectory } from '../../domain/import/placeDirectory.ts'
import { readPerson, type Columns, type Reading } from '../../domain/import/readPerson.ts'
import { searchableName } from '../../domain/searchableName.ts'
import { phoneBinding, phoneIndexOf } from '../personStore.ts'
import type { Wing } from '../wingStore.ts'
import type { StagedPerson } from './stagedRowStore.ts'

/** What reading a list's rows stands on; made once an import. */
export interface Staging {
  readonly keys: KeyRing
  readonly columns: Columns
  readonly reading: Reading
  readonly directory: PlaceDirectory
  readonly wing: number
  readonly wings: readonly Wing[]
  /** Into which the importer may bring people. */
  readonly ownWings: ReadonlySet<number>
  /** Folds a name's words, remembering them. */
  readonly fold: (word: string) => string
}

/** A row read, placed and sealed, not yet judged; or the reason why it cannot be taken. */
export type Placed =
  | {
      readonly line: number
      readonly original: Buffer
      readonly personId: string
      readonly person: StagedPerson
    }
  | { readonly line: number; readonly original: Buffer; readonly reason: string }

export const rowBinding = (importId: string, line: number): string => `people.import_row:${importId}:${line}`

/** Reads one row of the file. */
export function stageRow(importId: string, { line, cells }: TableRow, staging: Staging): Placed {
  const { keys, columns, reading, directory, fold } = staging
  const original = seal(keys, JSON.stringify(cells), rowBinding(importId, line))
  const read = readPerson(cells, columns, reading)
  if (!read.ok) return { line, original, reason: read.reason }
  const { name, phone, place: words, wing: wingWords, language } = read.person
  const found = directory.find(words)
  if (!found.ok) return { line, original, reason: found.reason }
  const wing = wingWords === '' ? staging.wing : wingCalled(wingWords, staging.wings)
  if (wing === undefined) return { line, original, reason: 'people_import_r_wing_unknown' }
  if (!staging.ownWings.has(wing)) return { line, original, reason: 'people_import_r_wing_outside' }
  const personId = uuidv7(reading.today)
  const person: StagedPerson = {
    name,
    folded: searchableName(name, fold),
    key: foldName(name.name, fold),
    hasPhone: phone !== undefined,
    phoneSealed: phone === undefined ? null : seal(keys, phone, phoneBinding(personId)),
    phoneIndex: phone === undefined ? null : phoneIndexOf(keys, phone),
    place: found.place,
    wing,
    wingNamed: wingWords !== '',
    language: language ?? 'hi',
  }
  return { line, original, personId, person }
}

/** By its number, its key or its name in either script. */
function wingCalled(words: string, wings: readonly Wing[]): number | undefined {
  const wanted = foldName(words)
  return wings.find(
    ({ number, key, nameHi, nameEn }) =>
      String(number) === words || [key, nameHi, nameEn].map((name) => foldName(name)).includes(wanted),
  )?.number
}
