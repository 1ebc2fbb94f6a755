import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentPalette, accentStylesheet, LEAST_CONTRAST, type AccentShades } from './accent.ts'
import { contrast, readHex, writeHex, type Rgb } from './contrast.ts'
import { fromOklch, toOklch } from './oklch.ts'

const rgb = (hex: string) => readHex(hex) as Rgb
const anyColour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => writeHex(parts.map((part) => part / 255) as unknown as Rgb))

/** The grounds as tokens.css has them now: [light, dark]. */
function grounds(token: string): [string, string] {
  const css = readFileSync(new URL('../tokens.css', import.meta.url), 'utf8')
  const found = [...css.matchAll(new RegExp(`--${token}: (#[0-9a-f]{3,6});`, 'g'))].map(
    (match) => match[1] as string,
  )
  return [found[0] as string, found[1] as string]
}

test('contrast is the one of WCAG: 21 for black on white, 1 for a colour on itself', () => {
  expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 5)
  expect(contrast(rgb('#0b5d5b'), rgb('#0b5d5b'))).toBe(1)
  // #767676 on white is the well-known lightest grey that passes: 4.54.
  expect(contrast(rgb('#767676'), rgb('#fff'))).toBeCloseTo(4.54, 2)
})

test('a colour survives the way to Oklch and back', () => {
  fc.assert(fc.property(anyColour, (hex) => writeHex(fromOklch(toOklch(rgb(hex)))) === hex))
})

test('whatever accent is asked for can be read, by day and by night', () => {
  const [paper, card, sunk] = [grounds('paper'), grounds('card'), grounds('sunk')]
  const readable = (shades: AccentShades, on: string[]) => {
    for (const ground of [...on, shades.soft, shades.ink])
      expect(contrast(rgb(shades.accent), rgb(ground))).toBeGreaterThanOrEqual(LEAST_CONTRAST)
  }
  fc.assert(
    fc.property(anyColour, (hex) => {
      const palette = accentPalette(hex)
      if (!palette) throw new Error('a colour was refused')
      readable(palette.light, [paper[0], card[0], sunk[0]])
      readable(palette.dark, [paper[1], card[1], sunk[1]])
    }),
  )
})

test('an accent that can be read is taken as it is', () => {
  expect(accentPalette('#0B5D5B')).toMatchObject({ adjusted: false, light: { accent: '#0b5d5b' } })
})

test.each(['#ffff00', '#ffffff', '#ff9933', '#aaa'])(
  '%s is too pale for paper: darkened, hue kept, and said',
  (hex) => {
    const palette = accentPalette(hex)
    expect(palette?.adjusted).toBe(true)
    const [asked, given] = [toOklch(rgb(hex)), toOklch(rgb(palette?.light.accent as string))]
    expect(given.lightness).toBeLessThan(asked.lightness)
    if (asked.chroma > 0.05) expect(Math.abs(given.hue - asked.hue)).toBeLessThan(0.06)
  },
)

test.each(['', 'teal', '#12', '#12345g', '#0b5d5b;}body{display:none', 'url(x)'])(
  '%j is not a colour',
  (hex) => {
    expect(accentPalette(hex)).toBeUndefined()
    expect(() => accentStylesheet(hex)).toThrow(RangeError)
  },
)

test('the stylesheet holds both sides and nothing that was typed', () => {
  const css = accentStylesheet('#7a1f5c')
  expect(css).toMatch(
    /^@media screen\{:root:root\{--accent:#7a1f5c;--accent-ink:#ffffff;--accent-soft:#[0-9a-f]{6}\}\}/,
  )
  expect(css).toContain('prefers-color-scheme:dark')
})
