import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asciiDigits, parsePhone } from '#platform/accounts/phone.ts'
import { twoScriptName } from '../person.ts'
import { isAdult } from './adult.ts'
import { FIELDS } from './fields.ts'
import { readPerson, type Columns } from './readPerson.ts'

const columns: Columns = { headingsEnd: 1, fields: FIELDS, krutiDev: FIELDS.map(() => false) }
const today = new Date('2026-11-22')
const reading = { phone: parsePhone, asciiDigits, twoScripts: twoScriptName, today }
const row = (told: Partial<Record<(typeof FIELDS)[number], string>>) =>
  readPerson(
    FIELDS.map((field) => told[field] ?? ''),
    columns,
    reading,
  )
const reasonOf = (told: Parameters<typeof row>[0]) => {
  const read = row(told)
  return read.ok ? undefined : read.reason
}
const phoneOf = (phone: string) => {
  const read = row({ name: 'सुनीता', phone })
  return read.ok ? read.person.phone : read.reason
}

describe('a row of a list', () => {
  it.each([
    '9829012345',
    '+91 98290-12345',
    '919829012345',
    '09829012345',
    "'9829012345",
    '="9829012345"',
    '9829012345.0',
    '९८२९०१२३४५',
    '9829012345 / 0141-2345678',
    '0141-2345678, 98290 12345',
    '9829012345 / +91 98290 12345',
  ])('gives the phone from %j', (typed) => {
    expect(phoneOf(typed)).toBe('+919829012345')
  })

  it.each([
    '98290 11111 / 98290 22222',
    '9829012345, 9829012346',
    '9829012345\n9829012346',
    '9829012345 और 9829012346',
    '0141-2345678 / 9829012345 / 9829012346',
  ])('with two mobile numbers in one cell, as %j, is doubtful: none is dropped without a word', (phone) => {
    expect(row({ name: 'सुनीता', phone })).toEqual({
      ok: false,
      reason: 'people_import_r_two_numbers',
      doubtful: true,
    })
  })
  it.each([
    ['9829012345 / 0141-2345678', 'people_import_r_other_number'],
    ['9829012345 / 9829012345', undefined],
    ['9829012345', undefined],
  ])('with the numbers %j tells what is not kept: %s', (phone, remark) => {
    const read = row({ name: 'सुनीता', phone })
    expect(read.ok && read.person.remark).toBe(remark)
  })

  it('whose phone lost its digits in Excel is refused, not guessed', () => {
    expect(phoneOf('9.829E+09')).toBe('accounts_phone_spreadsheet')
    expect(phoneOf('9.82901E+11')).toBe('accounts_phone_spreadsheet')
  })
  it('without a phone says so by having none', () => {
    for (const nothing of ['', '-', '0', '0000000000']) expect(phoneOf(nothing)).toBeUndefined()
  })

  it('takes the name in both scripts where both are given', () => {
    const read = row({ name: 'Suneeta', surname: 'Sharma', otherName: 'सुनीता शर्मा' })
    expect(read.ok && read.person.name).toMatchObject({ latin: 'Suneeta Sharma', devanagari: 'सुनीता शर्मा' })
    const alone = row({ name: 'सुनीता' })
    expect(alone.ok && alone.person.name).toMatchObject({ latin: 'Sunita', devanagari: 'सुनीता' })
  })

  it('in an old font keeps the letter that looks like a spreadsheet’s apostrophe', () => {
    const read = readPerson(["'kfeZyk"], { headingsEnd: 1, fields: ['name'], krutiDev: [true] }, reading)
    expect(read.ok && read.person.name.name).toBe('शर्मिला')
  })

  it.each([
    [{ name: '=HYPERLINK("http://x","Sunita")' }, 'people_import_r_formula'],
    [{ name: "'=HYPERLINK(1)" }, 'people_import_r_formula'],
    [{ name: 'Sunita', booth: '@SUM(1)' }, 'people_import_r_formula'],
    [{ name: 'Sun\ufffdta' }, 'people_import_r_lost'],
    [{ name: '?????? ????' }, 'people_import_r_lost'],
    // रमेश, read as Windows-1252 and saved so.
    [{ name: 'à¤°à¤®à¥‡à¤¶' }, 'people_import_r_lost'],
    [{ name: '12345' }, 'people_name_without_letters'],
    [{ name: '' }, 'people_import_r_no_name'],
    [{ name: 'x'.repeat(121) }, 'people_name_too_long'],
    [{ name: '<b>Sunita</b>' }, 'people_import_r_name_signs'],
    // A number in a name would stand open on every list that shows the name.
    [{ name: 'Sunita Sharma 9829012345' }, 'people_name_with_signs'],
    [{ name: 'सुनीता शर्मा ९८२९०-१२३४५' }, 'people_name_with_signs'],
    [{ name: 'Sunita', age: '17' }, 'people_import_r_child'],
    [{ name: 'Sunita', born: '2008-11-23' }, 'people_import_r_child'],
  ])('%j is refused because of %s', (told, reason) => {
    expect(reasonOf(told)).toBe(reason)
  })

  it('is read or refused whatever stands in it, and never breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: FIELDS.length }), (cells) => {
        const read = readPerson(cells, columns, reading)
        expect(read.ok ? 'read' : read.reason).toMatch(/^\w+$/)
      }),
    )
  })
})

it.each([
  [{ age: '18', born: '' }, true],
  [{ age: '17 वर्ष', born: '' }, false],
  [{ age: '', born: '22/11/2008' }, true],
  [{ age: '', born: '23-11-2008' }, false],
  [{ age: '', born: '2008-11-22' }, true],
  [{ age: '', born: '31/02/1999' }, true],
  [{ age: '', born: 'about 1990' }, undefined],
  [{ age: '230', born: '' }, undefined],
  [{ age: '', born: '' }, undefined],
])('on 22 November 2026 %j is an adult: %s', (told, adult) => {
  expect(isAdult(told, today)).toBe(adult)
})
