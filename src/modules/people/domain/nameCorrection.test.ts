import { describe, expect, it } from 'vitest'
import { correctedName, correctMyNameSchema, isNearName, knownAfterOwnCorrection } from './nameCorrection.ts'

const command = '0193a5b0-0000-7000-8000-000000000000'
const faultsOf = (input: object) =>
  correctMyNameSchema
    .safeParse({ command, ...input })
    .error?.issues.map(({ path, message }) => [path.join('.'), message])

describe('a corrected name', () => {
  it('keeps what was typed in both scripts', () => {
    expect(correctedName({ name: 'Xavier Lobo', otherScript: 'ज़ेवियर लोबो' })).toMatchObject({
      name: 'Xavier Lobo',
      latin: 'Xavier Lobo',
      devanagari: 'ज़ेवियर लोबो',
    })
    expect(correctedName({ name: 'ज़ेवियर लोबो', otherScript: 'Xavier Lobo' })).toMatchObject({
      name: 'ज़ेवियर लोबो',
      latin: 'Xavier Lobo',
      devanagari: 'ज़ेवियर लोबो',
    })
  })

  it('derives the other script when it is not typed', () => {
    expect(correctedName({ name: 'सुनीता' }).latin).toMatch(/^Sun[ei]+ta$/)
    expect(correctedName({ name: 'Sunita' }).devanagari).toMatch(/[\u0900-\u097f]/)
  })

  it('is refused beside the field when both were typed in one script', () => {
    expect(faultsOf({ name: 'Sunita', otherScript: 'Suneeta' })).toEqual([
      ['otherScript', 'people_name_same_script'],
    ])
    expect(faultsOf({ name: 'सुनीता', otherScript: '12' })).toEqual([
      ['otherScript', 'people_name_without_letters'],
    ])
    expect(faultsOf({ name: 'सुनीता', otherScript: '' })).toBeUndefined()
  })
})

describe('the same person by name', () => {
  it.each([
    ['Sunita', 'सुनीता'],
    ['Sunita Kumari', 'Kumari Sunita'],
    ['Suneeta', 'Sunita Devi'],
    ['सुनीता कुमारी', 'Sunita'],
  ])('%s and %s may be', (one, other) => {
    expect(isNearName(one, other)).toBe(true)
  })
  it.each([
    ['Sunita Kumari', 'Ramesh Kumar'],
    ['Sunita Kumari', 'Sunita Sharma'],
    ['Sunita', 'Ramesh'],
  ])('%s and %s are for somebody to look at', (one, other) => {
    expect(isNearName(one, other)).toBe(false)
  })
})

describe('the name that was vouched for', () => {
  const vouched = { name: 'Sunita Kumari', knownAs: null, state: 'vouched' as const }

  it('is not kept while nobody has vouched', () => {
    expect(knownAfterOwnCorrection({ ...vouched, state: 'placed' }, 'Ramesh', undefined)).toEqual({
      knownAs: null,
      changed: false,
    })
  })

  it('is kept from the first correction on, so that small steps do not lead to another person unseen', () => {
    const steps = ['Sunita', 'Sunita Ram', 'Ram']
    let person: { name: string; knownAs: string | null; state: 'vouched' } = vouched
    const marks: boolean[] = []
    for (const name of steps) {
      const known = knownAfterOwnCorrection(person, name, undefined)
      marks.push(known.changed)
      person = { ...person, name, knownAs: known.knownAs }
    }
    expect(marks).toEqual([false, true, true])
    expect(person.knownAs).toBe('Sunita Kumari')
  })

  it('forgets the detour of whoever goes back to it', () => {
    const away = { name: 'Ram', knownAs: 'Sunita Kumari', state: 'vouched' as const }
    expect(knownAfterOwnCorrection(away, 'Sunita Kumari', undefined)).toEqual({
      knownAs: null,
      changed: false,
    })
  })

  it('is held against the other script too, when that was typed', () => {
    expect(knownAfterOwnCorrection(vouched, 'Sunita Kumari Devi', 'रमेश')).toEqual({
      knownAs: 'Sunita Kumari',
      changed: true,
    })
  })
})
