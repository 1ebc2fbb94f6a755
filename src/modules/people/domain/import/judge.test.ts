import { describe, expect, it } from 'vitest'
import { twoScriptName } from '../person.ts'
import { judge, type Candidate, type PlacedRow } from './judge.ts'

const place = { id: 'booth', lft: 4, rgt: 5, named: true }
const row = (more: Partial<PlacedRow> = {}): PlacedRow => ({
  name: twoScriptName('Sunita Sharma'),
  hasPhone: true,
  place,
  wing: 0,
  wingNamed: false,
  ...more,
})
const known = (more: Partial<Candidate> = {}): Candidate => ({
  personId: 'sunita',
  name: 'सुनीता शर्मा',
  nameLatin: 'Sunita Sharma',
  nameDevanagari: 'सुनीता शर्मा',
  placeId: 'booth',
  placeLft: 4,
  wing: 0,
  state: 'applied',
  phoneProved: false,
  ...more,
})
const of = (given: PlacedRow, ...candidates: Candidate[]) => {
  const { outcome, reason } = judge(given, candidates)
  return reason ? `${outcome}: ${reason.replace('people_import_r_', '')}` : outcome
}

describe('a row', () => {
  it('of nobody known is new, and of another name behind a known phone is another of the household', () => {
    expect(of(row())).toBe('new')
    const husband = known({ name: 'रमेश शर्मा', nameLatin: 'Ramesh Sharma', nameDevanagari: 'रमेश शर्मा' })
    expect(of(row(), husband)).toBe('new: household')
  })
  it('of a known name and phone is the same in either script and spelling', () => {
    for (const name of ['Sunita Sharma', 'सुनीता शर्मा', 'SUNEETA SHARMA'])
      expect(of(row({ name: twoScriptName(name) }), known())).toBe('same')
  })
  it('that may well be somebody behind the phone waits for a person; another of the household does not', () => {
    for (const name of ['Smt. Sharma Sunita', 'Sunita Devi Sharma', 'श्रीमती सुनीता शर्मा पत्नी रमेश'])
      expect(of(row({ name: twoScriptName(name) }), known()), name).toBe('doubtful: likely')
    // Folding takes Sunit for his wife Sunita: he was lost as "the same" before.
    expect(of(row({ name: twoScriptName('Sunit Sharma') }), known())).toBe('doubtful: likely')
    for (const name of ['Anita Sharma', 'Sharma Ramesh'])
      expect(of(row({ name: twoScriptName(name) }), known()), name).toBe('new: household')
  })
  it('that names a wider place than hers says nothing new', () => {
    expect(of(row({ place: { id: 'seat', lft: 1, rgt: 10, named: true } }), known())).toBe('same')
  })
  it('changes the booth or the wing of an application that nobody has confirmed', () => {
    const moved = { place: { id: 'other', lft: 6, rgt: 7, named: true } }
    expect(of(row(moved), known())).toBe('changed')
    expect(of(row({ wing: 1, wingNamed: true }), known())).toBe('changed')
    expect(of(row({ wing: 1 }), known())).toBe('same')
  })
  it.each(['phone_verified', 'placed', 'vouched', 'active', 'lapsed'] as const)(
    'never moves somebody who is %s',
    (state) => {
      const moved = { place: { id: 'other', lft: 6, rgt: 7, named: true } }
      expect(of(row(moved), known({ state }))).toBe('doubtful: settled')
      expect(of(row(), known({ state }))).toBe('same')
    },
  )
  it('never moves somebody who confirmed her phone and has yet to agree', () => {
    const moved = { place: { id: 'other', lft: 6, rgt: 7, named: true } }
    expect(of(row(moved), known({ phoneProved: true }))).toBe('doubtful: settled')
  })
  it.each(['left', 'declined', 'suspended'] as const)('never brings back somebody who is %s', (state) => {
    expect(of(row(), known({ state }))).toBe('doubtful: aside')
  })
  it('that could mean two people means neither', () => {
    expect(of(row(), known(), known({ personId: 'another' }))).toBe('doubtful: several')
  })
  it('without a phone is doubtful beside a namesake at the booth, else refused', () => {
    expect(of(row({ hasPhone: false }), known())).toBe('doubtful: namesake')
    expect(of(row({ hasPhone: false }))).toBe('refused: no_phone')
  })
})
