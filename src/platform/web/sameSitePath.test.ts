import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameSitePath } from './sameSitePath.ts'

test('a path on this site is kept, with its query and the place on the page', () => {
  expect(sameSitePath('/coverage?wing=youth#map', '/')).toBe('/coverage?wing=youth#map')
})

test('and with the place on it: whoever takes a step on the way comes back to the row', () => {
  expect(sameSitePath('/waiting?go=x#call-7', '/')).toBe('/waiting?go=x#call-7')
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'javascript:alert(1)',
  'today',
  '',
  null,
  undefined,
])('%j leads elsewhere and becomes the fallback', (wanted) => {
  expect(sameSitePath(wanted, '/today')).toBe('/today')
})

test('nothing that can be typed leaves the site', () => {
  const tricky = fc.array(
    fc.constantFrom('/', '\\', '.', '..', '\t', '\n', '@', ':', '%2f', 'evil.example', '?', '#'),
    {
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        tricky.map((parts) => `/${parts.join('')}`),
        fc.string(),
        fc.webUrl(),
      ),
      (wanted) => {
        const landed = new URL(sameSitePath(wanted, '/'), 'https://karyakarta.example/language')
        expect(landed.host).toBe('karyakarta.example')
      },
    ),
  )
})
