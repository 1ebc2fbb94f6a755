import fc from 'fast-check'

const CONTROL = '\u0000\u0001\u0008\u001b\u007f\u0085'
const INVISIBLE = '\u202e\u2066\ufeff\u200d\u00ad'
/** 100 kB of Devanagari in UTF-8, and one more. */
const LONG = 'क'.repeat(34_134)

/** What people, scanners and broken programs put into fields. */
const KNOWN = [
  '',
  ' ',
  CONTROL,
  '\u0000',
  'राम\u0000',
  INVISIBLE,
  'राम\u202eexe.gpj',
  '\ud800',
  '\udfff\ud83d',
  '\ufffe\uffff',
  LONG,
  'a'.repeat(102_400),
  '-1',
  '0',
  '-0',
  '1.5',
  '2147483648',
  '9223372036854775808',
  '99999999999999999999',
  '1e309',
  '-1e309',
  'NaN',
  'Infinity',
  '0x10',
  '१२',
  'null',
  'undefined',
  'true',
  '[]',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  '{"__proto__":{"admin":true}}',
  '\\u0000',
  '"\\ud800"',
  "' or 1=1; drop table people.person; --",
  '%',
  '_',
  '\\',
  '%00',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '//evil.example/',
  '=cmd|calc!A1',
  '0000-00-00',
  '+infinity',
  '100000-01-01T00:00:00Z',
  '91'.repeat(20),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
] as const

/** What a schema lets through, so that what lies behind it is tried too. */
const PASSABLE = [
  'on',
  'yes',
  'no',
  '1',
  '2',
  '7',
  '26.9',
  '75.8',
  'राम कुमार',
  'Ram Kumar',
  '9829012345',
  '+91 98290 12345',
  '123456',
  'hi',
  'vacant',
  'volunteer',
  'coordinator',
  'women',
  'youth',
  'sms',
  'all',
  'existing',
  'no_such_booth',
  'duplicate',
  'other',
] as const

/** @param ids real ids of other people and of places */
export const word = (ids: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...KNOWN) },
    { weight: 3, arbitrary: fc.constantFrom(...PASSABLE) },
    ...(ids.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...ids, ids[0]!.toUpperCase()) }] : []),
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.double().map(String) },
  )

/** What may stand between two slashes, as bytes on the wire. */
export const segment = (ids: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '%00',
        '%',
        '%zz',
        '%E0%A4',
        '%ff%fe',
        '%ED%A0%80',
        '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
        '%252e',
        '%25',
        'a'.repeat(4000),
        '%0d%0aset-cookie:%20a=b',
        '%E2%80%AE',
        ';',
        '~',
      ),
    },
    { weight: 3, arbitrary: word(ids).map((text) => encoded(text).slice(0, 3000) || 'x') },
  )

/** Percent-encoding that never refuses: lone surrogates become the three bytes that no decoder accepts. */
export const encoded = (text: string): string =>
  text.isWellFormed()
    ? encodeURIComponent(text)
    : [...text]
        .map((sign) => (sign.isWellFormed() ? encodeURIComponent(sign) : surrogateBytes(sign.charCodeAt(0))))
        .join('')

const surrogateBytes = (unit: number): string =>
  [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]
    .map((byte) => `%${byte.toString(16)}`)
    .join('')
