import { contrast, readHex, writeHex, type Rgb } from './contrast.ts'
import { fromOklch, toOklch, type Oklch } from './oklch.ts'

/** WCAG 2.2 AA for text. */
export const LEAST_CONTRAST = 4.5

/** The three colours an organisation's accent becomes. */
export interface AccentShades {
  /** Links, the primary button, the place one is at. */
  accent: string
  /** Words on the accent. */
  ink: string
  /** A tint behind words written in the accent. */
  soft: string
}

/** An organisation's accent, made readable by day and by night. */
export interface AccentPalette {
  light: AccentShades
  dark: AccentShades
  /** The accent by day is not the one asked for: that could not be read on paper. Say so to whoever chose it. */
  adjusted: boolean
}

/** The grounds the accent is read on (tokens.css: paper, card, sunk), and where the search for a shade goes. */
const GROUNDS = {
  light: {
    grounds: ['#faf9f5', '#ffffff', '#f2f0e9'],
    ink: '#ffffff',
    softLightness: 0.945,
    softChroma: 0.022,
    step: -0.005,
  },
  dark: {
    grounds: ['#121716', '#1a2120', '#232b2a'],
    ink: '#0d1211',
    softLightness: 0.29,
    softChroma: 0.035,
    step: 0.005,
  },
} as const

/** By night the search starts no darker than this, so that the accent glows rather than broods. */
const DARK_START = 0.72

/**
 * The shades of an accent: its hue is kept, its lightness moves only as far as reading needs.
 * @param hex `#rgb` or `#rrggbb`
 * @returns undefined when `hex` is not a colour
 */
export function accentPalette(hex: string): AccentPalette | undefined {
  const asked = readHex(hex)
  if (!asked) return undefined
  const colour = toOklch(asked)
  const light = shades(colour, GROUNDS.light, asked)
  const dark = shades({ ...colour, lightness: Math.max(colour.lightness, DARK_START) }, GROUNDS.dark)
  return { light, dark, adjusted: light.accent !== writeHex(asked) }
}

/**
 * The stylesheet served as /accent.css. The selector weighs more than tokens.css, so the order of the two does not matter.
 * @throws RangeError when `hex` is not a colour: check with accentPalette where the organisation chooses it
 */
export function accentStylesheet(hex: string): string {
  const palette = accentPalette(hex)
  if (!palette) throw new RangeError('not a colour: expected #rgb or #rrggbb')
  const lines = ({ accent, ink, soft }: AccentShades) =>
    `:root:root{--accent:${accent};--accent-ink:${ink};--accent-soft:${soft}}`
  return `@media screen{${lines(palette.light)}}@media screen and (prefers-color-scheme:dark){${lines(palette.dark)}}\n`
}

type Grounds = (typeof GROUNDS)[keyof typeof GROUNDS]

/** Walks the lightness until the accent reads on every ground, on its own tint, and under its ink. */
function shades(colour: Oklch, side: Grounds, asked?: Rgb): AccentShades {
  const chroma = Math.min(colour.chroma, side.softChroma)
  const soft = writeHex(fromOklch({ ...colour, lightness: side.softLightness, chroma }))
  const readOn = [...side.grounds, soft, side.ink].map(mustRead)
  const reads = (candidate: Rgb) => readOn.every((ground) => contrast(candidate, ground) >= LEAST_CONTRAST)

  let candidate = asked ?? rounded(fromOklch(colour))
  // Ends: black reads on every light ground and white on every dark one.
  for (let lightness = colour.lightness; !reads(candidate); lightness += side.step)
    candidate = rounded(fromOklch({ ...colour, lightness: Math.min(1, Math.max(0, lightness)) }))
  return { accent: writeHex(candidate), ink: side.ink, soft }
}

/** As the stylesheet will say it: what is measured must be what is shown. */
const rounded = (rgb: Rgb) => mustRead(writeHex(rgb))

function mustRead(hex: string): Rgb {
  const rgb = readHex(hex)
  if (!rgb) throw new RangeError(`not a colour: ${hex}`)
  return rgb
}
