import type { AppointedRole } from '../appointment.ts'
import {
  cellOf,
  readPerson,
  type Columns,
  type Reading,
  type ReadPerson,
  type ReadRow,
} from './readPerson.ts'
import { roleCalled } from './roleWords.ts'

/** A row of a list of appointments as far as it can be read by itself. */
export type ReadOffice =
  | {
      readonly ok: true
      readonly person: ReadPerson
      readonly role: AppointedRole
      /** First day in India, `2026-11-25`; undefined: from when it is given. */
      readonly since: string | undefined
    }
  | Extract<ReadRow, { ok: false }>

/** Reads one row: who, which office, where and since when; or the first reason why it cannot be taken. */
export function readOffice(cells: readonly string[], columns: Columns, reading: Reading): ReadOffice {
  const read = readPerson(cells, columns, reading)
  if (!read.ok) return read
  const role = roleCalled(cellOf(cells, columns, 'role'), reading.ownRanks)
  if (!role) return { ok: false, reason: 'people_import_r_role_unknown' }
  const said = reading.asciiDigits(cellOf(cells, columns, 'since'))
  const since = said === '' || said === '-' ? undefined : dayIn(said)
  if (since === null) return { ok: false, reason: 'people_import_r_since' }
  return { ok: true, person: read.person, role, since }
}

/** 2026-11-25, 25-11-2026, 25/11/2026 or 25.11.2026; null for anything else. */
function dayIn(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  const usual = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : usual ? [usual[3], usual[2], usual[1]] : []
  if (!year || !month || !day) return null
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null
}
