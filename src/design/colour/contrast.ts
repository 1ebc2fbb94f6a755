/** A colour as red, green, blue between 0 and 1, as screens store it (sRGB, gamma-encoded). */
export type Rgb = readonly [red: number, green: number, blue: number]

/** Reads `#rgb` or `#rrggbb`; anything else is undefined. */
export function readHex(hex: string): Rgb | undefined {
  const digits = /^#(?:([\da-f]{3})|([\da-f]{6}))$/i.exec(hex.trim())
  if (!digits) return undefined
  const six = digits[2] ?? [...(digits[1] ?? '')].map((digit) => digit + digit).join('')
  const part = (at: number) => parseInt(six.slice(at, at + 2), 16) / 255
  return [part(0), part(2), part(4)]
}

/** Writes `#rrggbb`; parts outside 0…1 are clipped. */
export function writeHex(rgb: Rgb): string {
  const digits = (part: number) =>
    Math.round(Math.min(1, Math.max(0, part)) * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${rgb.map(digits).join('')}`
}

/** Undoes the gamma: proportional to light. */
export function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** Back to how screens store it. */
export function toGamma(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue)
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3). */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
