import { toGamma, toLinear, type Rgb } from './contrast.ts'

/** Lightness 0…1, chroma 0…about 0.37, hue in radians: steps in it look even (Björn Ottosson, Oklab, 2020). */
export interface Oklch {
  lightness: number
  chroma: number
  hue: number
}

/** From screen colour to Oklch. Matrices: https://bottosson.github.io/posts/oklab/ */
export function toOklch(rgb: Rgb): Oklch {
  const [r, g, b] = rgb.map(toLinear) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
  const redGreen = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { lightness, chroma: Math.hypot(redGreen, blueYellow), hue: Math.atan2(blueYellow, redGreen) }
}

/** From Oklch to screen colour, with the chroma lowered until a screen can show it; lightness and hue stay. */
export function fromOklch(colour: Oklch): Rgb {
  let rgb = unclipped(colour)
  for (let chroma = colour.chroma; chroma > 0 && !showable(rgb); chroma -= 0.004)
    rgb = unclipped({ ...colour, chroma: Math.max(0, chroma - 0.004) })
  return rgb.map((part) => Math.min(1, Math.max(0, part))) as unknown as Rgb
}

/** A thousandth beyond the screen's range is rounding, not colour. */
const showable = (rgb: Rgb) => rgb.every((part) => part >= -0.001 && part <= 1.001)

function unclipped({ lightness, chroma, hue }: Oklch): Rgb {
  const redGreen = chroma * Math.cos(hue)
  const blueYellow = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * redGreen + 0.2158037573 * blueYellow) ** 3
  const m = (lightness - 0.1055613458 * redGreen - 0.0638541728 * blueYellow) ** 3
  const s = (lightness - 0.0894841775 * redGreen - 1.291485548 * blueYellow) ** 3
  return [
    toGamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toGamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toGamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}
