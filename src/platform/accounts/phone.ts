import { Metadata } from 'libphonenumber-js/max'
import { z } from 'zod'

/** A phone as typed, or the id of the message that says what is wrong with it. */
export type ParsedPhone =
  | { readonly ok: true; readonly phone: string }
  | { readonly ok: false; readonly reason: string }

const no = (reason: string): ParsedPhone => ({ ok: false, reason })

/** Invisible characters that come along when a number is copied out of a chat: marks of direction, joiners, byte order. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
/** Digits of Indian scripts and full-width ones stand for 0 to 9: each block begins at its zero. */
const ZEROS = [0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0660, 0x06f0]
/** An Indian mobile number without country code or trunk zero. */
const NATIONAL = /^[6-9]\d{9}$/
/** Longer than any way to write one number, shorter than any way to be a nuisance. */
const LONGEST = 40

/**
 * The Indian numbering plan of libphonenumber, its patterns made ready once: the library itself makes a number anew and goes through every kind
 * of it, which costs a long list a second. The test beside compares the two.
 */
const PLAN = (() => {
  const metadata = new Metadata()
  metadata.selectNumberingPlan('IN')
  const { type } = Object.getPrototypeOf(metadata.numberingPlan) as { type: (of: string) => { pattern(): string } } // prettier-ignore
  const whole = (of: string) => new RegExp(`^(?:${type.call(metadata.numberingPlan, of).pattern()})$`)
  return { fixed: whole('FIXED_LINE'), mobile: whole('MOBILE') }
})()
const isFixedLine = (national: string): boolean => PLAN.fixed.test(national) && !PLAN.mobile.test(national)

/**
 * Reads an Indian mobile number in any common way of writing it (+91, 0091, 91, 0, spaces, dashes, brackets, dots, Devanagari or full-width
 * digits, a spreadsheet's `'` or `.0`) and gives it as E.164.
 * @example parsePhone('०९८२९०-१२३४५') // { ok: true, phone: '+919829012345' }
 */
export function parsePhone(typed: string): ParsedPhone {
  if (typed.length > LONGEST) return no('accounts_phone_too_long')
  const plain = asciiDigits(typed.normalize('NFKC').replace(INVISIBLE, '')).trim()
  if (plain === '') return no('accounts_phone_missing')
  // 9.829E+09: the digits are lost, and guessing them would ring at a stranger's.
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(plain)) return no('accounts_phone_spreadsheet')
  const unquoted = withoutFraction(plain.replace(/^['"=`]+/, '').replace(/['"]$/, ''))
  if (!/^\+?[\d\s().,/_\-\u2010-\u2015\u2212\u0964·]*$/.test(unquoted)) return no('accounts_phone_characters')
  const digits = unquoted.replace(/\D/g, '')
  const international = unquoted.startsWith('+') || (digits.length > 10 && digits.startsWith('00'))
  if (international && !/^(00)?91/.test(digits)) return no('accounts_phone_not_indian')
  const national = withoutPrefix(digits)
  if (national.length !== 10) return no('accounts_phone_length')
  const phone = `+91${national}`
  if (!NATIONAL.test(national) || isFixedLine(national)) return no('accounts_phone_not_mobile')
  return { ok: true, phone }
}

/** A mobile number as a form's field: typed in any common way, given on as E.164; its fault comes together with those of the other fields. */
export const mobileNumber = z.string({ error: 'accounts_phone_missing' }).transform((typed, check) => {
  const parsed = parsePhone(typed)
  if (parsed.ok) return parsed.phone
  check.addIssue({ code: 'custom', message: parsed.reason })
  return z.NEVER
})

/** Shows that it is the right number without showing the number: `+91 ••••• •2345`. */
export const maskPhone = (phone: string): string => `+91 ••••• •${phone.slice(-4)}`

/** Digits of any Indian script as 0 to 9; other signs stay. */
export const asciiDigits = (text: string): string =>
  // Most texts have none to change.
  /^[ -~]*$/.test(text)
    ? text
    : text.replace(/\p{Nd}/gu, (digit) => {
        const point = digit.codePointAt(0)!
        const zero = ZEROS.find((candidate) => candidate <= point && point <= candidate + 9)
        return zero === undefined ? digit : String(point - zero)
      })

/** Takes away a spreadsheet's `.0`, where a mobile number stands before it: else the point only parts the digits (91900000000.0). */
function withoutFraction(typed: string): string {
  const whole = typed.replace(/\.0+$/, '')
  return NATIONAL.test(withoutPrefix(whole.replace(/\D/g, ''))) ? whole : typed
}

/** Takes away 0, 91, 0091 and their usual mixtures (091, 91 0): only as far as ten digits remain. */
function withoutPrefix(digits: string): string {
  let rest = digits
  for (const prefix of ['00', '0', '91', '0'])
    if (rest.length - prefix.length >= 10 && rest.startsWith(prefix)) rest = rest.slice(prefix.length)
  return rest
}
