/** A colour as `#rrggbb`. */
export type Colour = string

const channels = (colour: Colour): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

/** Relative luminance, 0 black to 1 white (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(colour: Colour): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

/** Least contrast of text (WCAG 2.2, 1.4.3), and of text from 24 px on: pictures are seen at a third of their pixels, so few reach it. */
export const LEAST_CONTRAST = { text: 4.5, large: 3 } as const

/** @param share of `other`, 0 to 1 */
export const mix = (one: Colour, other: Colour, share: number): Colour => {
  const from = channels(one)
  const to = channels(other)
  return `#${from
    .map((value, at) =>
      Math.round(value + (to[at]! - value) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/** The one of the candidates that is read best on a ground. */
export const readable = (ground: Colour, candidates: readonly [Colour, ...Colour[]]): Colour =>
  candidates.reduce((best, next) => (contrast(next, ground) > contrast(best, ground) ? next : best))
