import { isAdministering, mayHoldAppointment, type AppointedRole } from '../appointment.ts'
import { sameAmong, type Candidate, type Judgement, type PlacedRow } from './judge.ts'

/** A row of a list of appointments that could be read and placed. */
export interface OfficeRow extends PlacedRow {
  readonly role: AppointedRole
  /** The day that it names is past: the office begins when it is written. */
  readonly isPast: boolean
}

const no = (reason: string): Judgement => ({ outcome: 'refused', reason, personId: null })
const unsure = (reason: string): Judgement => ({ outcome: 'doubtful', reason, personId: null })

/**
 * Whom a row means: the one of that name behind its phone or, without a phone, the only one of that name within the place of the office. A
 * phone alone is never identity, since households share it.
 */
export function whoIsMeant(row: OfficeRow, candidates: readonly Candidate[]): Candidate | Judgement {
  const same = sameAmong(row.name, candidates)
  const [only] = same
  if (same.length > 1) return unsure(row.hasPhone ? 'people_import_r_several' : 'people_import_r_namesakes')
  if (only) return only
  return candidates.length > 0 && row.hasPhone
    ? unsure('people_import_r_other_name')
    : no('people_import_r_not_here')
}

/** What is known of an office that a row asks for. */
export interface AskedOffice {
  /** She holds it already, in some part of the time asked for. */
  readonly isHeld: boolean
  /** Why whoever imports may not give it; undefined when he may. */
  readonly refusal: string | undefined
}

/** What becomes of a row whose person is known. Administrators are appointed one by one, by a person who looks at each. */
export function judgeOffice(
  row: Pick<OfficeRow, 'role' | 'isPast'>,
  { personId, state }: Pick<Candidate, 'personId' | 'state'>,
  { isHeld, refusal }: AskedOffice,
): Judgement {
  if (isAdministering(row.role)) return { ...no('people_import_r_role_admin'), personId }
  if (refusal !== undefined) return { ...no(refusal), personId }
  if (isHeld) return { outcome: 'same', reason: null, personId }
  if (!mayHoldAppointment(state)) return { ...no('people_c_not_vouched'), personId }
  return { outcome: 'new', reason: row.isPast ? 'people_import_r_since_past' : null, personId }
}
