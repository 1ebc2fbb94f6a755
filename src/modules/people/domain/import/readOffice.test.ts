import { describe, expect, it } from 'vitest'
import { asciiDigits, parsePhone } from '#platform/accounts/phone.ts'
import { twoScriptName } from '../person.ts'
import { guessColumns } from './guessColumns.ts'
import { judgeOffice, whoIsMeant, type OfficeRow } from './judgeOffice.ts'
import type { Candidate } from './judge.ts'
import { readOffice } from './readOffice.ts'
import { rolesByOwnName } from './roleWords.ts'
import { fieldsOf, missingColumn } from './subject.ts'

const reading = { phone: parsePhone, asciiDigits, twoScripts: twoScriptName, today: new Date('2026-11-25') }
const columns = {
  headingsEnd: 1,
  fields: ['name', 'phone', 'role', 'since'] as const,
  krutiDev: [false, false, false, false],
}
const read = (...cells: string[]) => readOffice(cells, columns, reading)

describe('a row of a list of appointments', () => {
  it.each([
    ['बूथ प्रमुख', 'booth_lead'],
    ['Booth Lead', 'booth_lead'],
    ['BOOTH-PRAMUKH', 'booth_lead'],
    ['समन्वयक', 'coordinator'],
    ['coordinator', 'coordinator'],
    ['प्रशासक', 'admin'],
  ])('names the role %s as %s', (word, role) => {
    expect(read('Sunita', '', word, '')).toMatchObject({ ok: true, role, since: undefined })
  })

  it('names a role as the organisation does, unless two roles bear that name', () => {
    const ownRanks = rolesByOwnName({
      booth_lead: { hi: 'बूथ साथी', en: 'Booth Friend' },
      coordinator_district: { hi: 'जिला प्रभारी', en: 'District Chief' },
      trainer: { hi: 'गुरु', en: 'Guide' },
      creator: { hi: 'रचनाकार', en: 'Guide' },
      auditor: { hi: 'समन्वयक', en: 'Watcher' },
    })
    const roleOf = (word: string) => {
      const row = readOffice(['Sunita', '', word, ''], columns, { ...reading, ownRanks })
      return row.ok ? row.role : row.reason
    }
    expect(['booth friend', 'जिला प्रभारी', 'Guide', 'समन्वयक', 'Trainer'].map(roleOf)).toEqual([
      'booth_lead',
      'coordinator',
      'people_import_r_role_unknown',
      'auditor',
      'trainer',
    ])
  })

  it.each(['', 'Minister', 'बूथ'])('is refused where it names no role that is known: %s', (word) => {
    expect(read('Sunita', '', word, '')).toEqual({ ok: false, reason: 'people_import_r_role_unknown' })
  })

  it.each([
    ['2026-11-05', '2026-11-05'],
    ['05/11/2026', '2026-11-05'],
    ['५-११-२०२६', '2026-11-05'],
  ])('names a day: %s', (written, since) => {
    expect(read('Sunita', '', 'coordinator', written)).toMatchObject({ since })
  })

  it.each(['31-02-2026', 'last year', '46000'])('is refused with a day that is none: %s', (written) => {
    expect(read('Sunita', '', 'coordinator', written)).toEqual({ ok: false, reason: 'people_import_r_since' })
  })
})

describe('the columns of a list of appointments', () => {
  const rows = [
    { line: 1, cells: ['नाम', 'मोबाइल', 'पद', 'कब से', 'विधानसभा', 'बूथ संख्या', 'Age'] },
    { line: 2, cells: ['सुनीता देवी', '9829012345', 'बूथ प्रमुख', '2026-12-01', '1', '2', '40'] },
    { line: 3, cells: ['रमेश कुमार', '9829012346', 'समन्वयक', '', '1', '', '41'] },
  ]

  it('are guessed as what such a list holds, and nothing else', () => {
    const fields = guessColumns(rows, 'appointments').columns.map(({ field }) => field)
    expect(fields).toEqual(['name', 'phone', 'role', 'since', 'seatNumber', 'boothNumber', null])
    expect(guessColumns(rows).columns.map(({ field }) => field)).toEqual(['name', 'phone', null, null, 'seatNumber', 'boothNumber', 'age']) // prettier-ignore
  })

  it('need a name and a role, but no phone', () => {
    expect(missingColumn('appointments', ['name', 'role'])).toBeUndefined()
    expect(missingColumn('appointments', ['name', 'phone'])).toBe('people_import_columns_role')
    expect(missingColumn('people', ['name'])).toBe('people_import_columns_phone')
    expect(fieldsOf('people')).not.toContain('role')
  })
})

describe('whom a row means', () => {
  const row = (name: string, hasPhone: boolean): OfficeRow => ({
    name: twoScriptName(name),
    hasPhone,
    place: { id: 'p', lft: 1, rgt: 10, named: true },
    wing: 1,
    wingNamed: false,
    role: 'booth_lead',
    isPast: false,
  })
  const person = (personId: string, name: string): Candidate => {
    const { latin, devanagari } = twoScriptName(name)
    return { personId, name, nameLatin: latin, nameDevanagari: devanagari, placeId: 'p', placeLft: 2, wing: 1, state: 'vouched', phoneProved: true } // prettier-ignore
  }

  it('is the one of that name behind the phone, in either script', () => {
    const household = [person('a', 'Sunita Devi'), person('b', 'Ramesh Kumar')]
    expect(whoIsMeant(row('सुनीता देवी', true), household)).toMatchObject({ personId: 'a' })
  })

  it('is never taken from a shared phone alone', () => {
    expect(whoIsMeant(row('Kamla', true), [person('a', 'Sunita Devi')])).toMatchObject({ outcome: 'doubtful', reason: 'people_import_r_other_name' }) // prettier-ignore
  })

  it('is nobody’s guess among namesakes, and nobody where there is none', () => {
    const two = [person('a', 'Sunita Devi'), person('b', 'Sunita Devi')]
    expect(whoIsMeant(row('Sunita Devi', false), two)).toMatchObject({ outcome: 'doubtful', reason: 'people_import_r_namesakes' }) // prettier-ignore
    expect(whoIsMeant(row('Sunita Devi', false), [])).toMatchObject({ outcome: 'refused', reason: 'people_import_r_not_here' }) // prettier-ignore
  })

  it('gets no administrator’s office, whoever imports', () => {
    const asked = { isHeld: false, refusal: undefined }
    expect(judgeOffice({ role: 'admin', isPast: false }, person('a', 'Sunita'), asked)).toMatchObject({ outcome: 'refused', reason: 'people_import_r_role_admin' }) // prettier-ignore
  })
})
