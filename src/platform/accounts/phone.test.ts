import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { maskPhone, parsePhone } from './phone.ts'

const GOOD = '+919829012345'

describe('a phone', () => {
  it('is a fixed line where the whole library says so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6_000_000_000, max: 9_999_999_999 }), (number) => {
        const fixed = parsePhoneNumberFromString(`+91${number}`)?.getType() === 'FIXED_LINE'
        expect(parsePhone(String(number)).ok).toBe(!fixed)
      }),
      { numRuns: 3_000 },
    )
  })

  it.each([
    '9829012345',
    '98290 12345',
    '98290-12345',
    '(98290) 12345',
    '98290.12345',
    '098290 12345',
    '09829012345',
    '+91 98290 12345',
    '+91-9829012345',
    '+919829012345',
    '+91 (0) 98290 12345',
    '91 98290 12345',
    '919829012345',
    '0091 98290 12345',
    '00919829012345',
    '091 9829012345',
    '0 98290 12345',
    '९८२९०१२३४५',
    '+९१ ९८२९० १२३४५',
    '९८२९० 12345',
    '９８２９０１２３４５',
    '\u202a+91 98290 12345\u202c',
    '\u200b9829012345\ufeff',
    '  9829012345\t',
    '98 29 01 23 45',
    '9829 012 345',
    '98290–12345',
    '98290\u00a012345',
    "'9829012345",
    '"9829012345"',
    '=9829012345',
    '9829012345.0',
    '919829012345.00',
  ])('typed as %j is understood', (typed) => {
    expect(parsePhone(typed)).toEqual({ ok: true, phone: GOOD })
  })

  it.each([
    ['', 'accounts_phone_missing'],
    [' \u200b ', 'accounts_phone_missing'],
    ['98290 1234', 'accounts_phone_length'],
    ['98290 123456', 'accounts_phone_length'],
    ['9829012345 / 9829012346', 'accounts_phone_length'],
    ['9'.repeat(41), 'accounts_phone_too_long'],
    ['9.82901E+09', 'accounts_phone_spreadsheet'],
    ['9,8E+09', 'accounts_phone_spreadsheet'],
    ['98290 l2345', 'accounts_phone_characters'],
    ['गीता 9829012345', 'accounts_phone_characters'],
    ['9829012345;--', 'accounts_phone_characters'],
    ['98290\u000012345', 'accounts_phone_characters'],
    ['+1 415 555 2671', 'accounts_phone_not_indian'],
    ['+977 984 1234567', 'accounts_phone_not_indian'],
    ['00 1 415 555 2671', 'accounts_phone_not_indian'],
    ['0141 2345678', 'accounts_phone_not_mobile'],
    ['5829012345', 'accounts_phone_not_mobile'],
    ['1234567890', 'accounts_phone_not_mobile'],
    ['0000000000', 'accounts_phone_not_mobile'],
  ])('typed as %j is refused: %s', (typed, reason) => {
    expect(parsePhone(typed)).toEqual({ ok: false, reason })
  })

  it('keeps a last digit that a point parts, and drops what a spreadsheet put behind a whole number', () => {
    for (const typed of ['91900000000.0', '919000000000.0', '9000000000.00', "'9000000000.0'"])
      expect(parsePhone(typed), typed).toEqual({ ok: true, phone: '+919000000000' })
  })

  it('is one number however it is prefixed, grouped and written', () => {
    const national = fc
      .tuple(fc.constantFrom('9', '8', '70', '60'), fc.array(fc.nat(9), { minLength: 9, maxLength: 9 }))
      .map(([start, rest]) => (start + rest.join('')).slice(0, 10))
    const prefix = fc.constantFrom('', '0', '91', '+91', '0091', '+91 ', '91-', '0 ', '+91 0')
    const between = fc.array(fc.constantFrom('', '', ' ', '-', '.', '\u200b'), {
      minLength: 10,
      maxLength: 10,
    })
    fc.assert(
      fc.property(national, prefix, between, fc.boolean(), (digits, before, gaps, isDevanagari) => {
        const plain = before + [...digits].map((digit, index) => digit + gaps[index]!).join('')
        // A point before nothing but zeros may be a spreadsheet's: the test above says which.
        fc.pre(!/\.0+$/.test(plain.replaceAll('\u200b', '').trim()))
        const typed = isDevanagari ? plain.replace(/\d/g, (digit) => '०१२३४५६७८९'[Number(digit)]!) : plain
        const parsed = parsePhone(typed)
        // A few blocks that begin with 6 to 8 are exchanges of landlines; they are refused however they are written.
        if (parsePhone(digits).ok) expect(parsed).toEqual({ ok: true, phone: `+91${digits}` })
        else expect(parsed.ok).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('never throws, and gives E.164 or a reason, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const parsed = parsePhone(typed)
        if (parsed.ok) expect(parsed.phone).toMatch(/^\+91[6-9]\d{9}$/)
        else expect(parsed.reason).toMatch(/^accounts_phone_/)
      }),
      { numRuns: 2000 },
    )
  })

  it('is understood when it is written as it was understood, and masked but for its end', () => {
    expect(parsePhone(GOOD)).toEqual({ ok: true, phone: GOOD })
    expect(maskPhone(GOOD)).toBe('+91 ••••• •2345')
  })
})
