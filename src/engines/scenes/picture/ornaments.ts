import type { Palette } from './looks.ts'
import type { Box, Shape } from './drawing.ts'

/**
 * The house's own motif: the steps of a baori, Rajasthan's stepped well, seen from above and from the side. Drawn from numbers, nobody's artwork.
 */

/** Flights of steps that go down from a corner, one within the other. */
export function well({ x, y, width }: Box, palette: Palette, unit: number): readonly Shape[] {
  const right = x + width
  return [9, 7, 5, 3].map((count, at) => {
    const flight = Array.from({ length: count }, () => `h${-unit}v${-unit}`).join('')
    return { d: `M${right} ${y}v${count * unit}${flight}z`, fill: palette.strong, opacity: 0.1 + at * 0.05 }
  })
}

/** The edge between a picture and the ground that its words stand on: steps that rise to the right. */
export function steppedPanel(panel: Box, unit: number, fill: string): Shape {
  const { x, y, width, height } = panel
  const flat = Math.round(width * 0.62)
  const run = Math.round((width - flat) / 4)
  const rest = width - flat - 3 * run
  return {
    d: `M${x} ${y}h${flat}v${-unit}h${run}v${-unit}h${run}v${-unit}h${run}v${-unit}h${rest}v${height + 4 * unit}h${-width}z`,
    fill,
  }
}

/** The same on a wide canvas, where the picture stands to the right. */
export function steppedSide(panel: Box, unit: number, fill: string): Shape {
  const { x, y, width, height } = panel
  const part = Math.round(height / 4)
  const last = height - 3 * part
  return {
    d: `M${x} ${y}h${width}v${part}h${unit}v${part}h${unit}v${part}h${unit}v${last}h${-(width + 3 * unit)}z`,
    fill,
  }
}

/** Quotation marks built from the same steps. */
export function quoteMark(x: number, y: number, unit: number, palette: Palette): readonly Shape[] {
  const one = (left: number) => `M${left} ${y}h${2 * unit}v${2 * unit}h${-unit}v${unit}h${-unit}z`
  return [{ d: one(x) + one(x + 3 * unit), fill: palette.strong }]
}

/** A quiet double frame for remembrance. */
export function frame({ x, y, width, height }: Box, palette: Palette): readonly Shape[] {
  const ring = (inset: number, thick: number) => {
    const [w, h] = [width - 2 * inset, height - 2 * inset]
    return (
      `M${x + inset} ${y + inset}h${w}v${h}h${-w}z` +
      `M${x + inset + thick} ${y + inset + thick}v${h - 2 * thick}h${w - 2 * thick}v${-(h - 2 * thick)}z`
    )
  }
  return [{ d: ring(30, 4) + ring(42, 2), fill: palette.strong, opacity: 0.55 }]
}

/** A lamp with a still flame, for remembrance without a photo. @param unit height of the flame's foot */
export function lamp(centre: number, top: number, unit: number, palette: Palette): readonly Shape[] {
  const flame = `M${centre} ${top}c${0.5 * unit} ${0.9 * unit} ${0.9 * unit} ${1.3 * unit} ${0.9 * unit} ${1.9 * unit}a${0.9 * unit} ${0.9 * unit} 0 0 1 ${-1.8 * unit} 0c0 ${-0.6 * unit} ${0.4 * unit} ${-unit} ${0.9 * unit} ${-1.9 * unit}z`
  const rim = top + 3.1 * unit
  const bowl = `M${centre - 2.4 * unit} ${rim}h${4.8 * unit}c0 ${1.2 * unit} ${-0.9 * unit} ${1.9 * unit} ${-1.6 * unit} ${1.9 * unit}h${-1.6 * unit}c${-0.7 * unit} 0 ${-1.6 * unit} ${-0.7 * unit} ${-1.6 * unit} ${-1.9 * unit}z`
  const glow = [4.6, 3.6, 2.6].map((radius): Shape => {
    const r = radius * unit
    return {
      d: `M${centre - r} ${top + 1.6 * unit}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
      fill: palette.strong,
      opacity: 0.05,
    }
  })
  return [...glow, { d: flame, fill: palette.strong }, { d: bowl, fill: palette.strong, opacity: 0.75 }]
}
