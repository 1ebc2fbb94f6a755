import type { Letters } from '../letters.ts'
import { wrap } from '../lines.ts'
import type { Box, PlacedText } from './drawing.ts'
import type { RoleLook } from './looks.ts'

/**
 * Where the baseline of a line lies in its height, in sizes above the middle: the headline of Devanagari with its signs above reaches about 0.95 over it,
 * signs below 0.4 under it.
 */
const [ABOVE, BELOW] = [0.95, 0.4]

export interface Stretch {
  readonly block: string | null
  readonly role: PlacedText['role']
  readonly text: string
  readonly look: RoleLook
  readonly colour: string
  readonly ground: string
  /** Pixels kept free at its left (a step's number). */
  readonly indent: number
  /** Pixels around it (the ground of a call or kicker). */
  readonly padding: { readonly x: number; readonly y: number }
}

/** One text from `top` down. @param size of its letters in pixels */
export function placeText(
  stretch: Stretch,
  area: Box,
  top: number,
  size: number,
  letters: Letters,
): PlacedText {
  const { indent, padding, look } = stretch
  const width = area.width - indent - 2 * padding.x
  const { lines, isTooWide, faults } = wrap(
    stretch.text,
    letters,
    look.weight,
    (width / size) * 1000,
    look.isBalanced,
  )
  const height = look.leading * size
  const left = area.x + indent + padding.x
  const first = top + padding.y + height / 2 + ((ABOVE - BELOW) / 2) * size
  const placed = lines.map((line, at) => ({ line, x: left, baseline: round(first + at * height) }))
  const widest = Math.max(0, ...lines.map((line) => line.width)) * (size / 1000)
  return {
    block: stretch.block,
    role: stretch.role,
    size,
    colour: stretch.colour,
    ground: stretch.ground,
    box: {
      x: left - padding.x,
      y: round(top),
      width: round(widest + 2 * padding.x),
      height: round(lines.length * height + 2 * padding.y),
    },
    lines: placed,
    overflows: isTooWide,
    faults,
  }
}

export const round = (value: number): number => Math.round(value * 10) / 10

/** How far a few words grow on a tall canvas, as long as they take no more than this share of their area. */
const GROWTH = [1.5, 1.4, 1.3, 1.2, 1.1]
const GROWN_SHARE = 0.62
/** How far all texts of a scene shrink together before they are called too long. */
const FACTORS = [1, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46, 0.4]

/**
 * Stacks texts in an area at the largest sizes at which all fit, none below its least.
 * @param scale canvas to 1080 pixels
 */
export function stack(
  stretches: readonly Stretch[],
  area: Box,
  scale: number,
  letters: Letters,
): { texts: readonly PlacedText[]; height: number } {
  let last: { texts: readonly PlacedText[]; height: number } = { texts: [], height: 0 }
  for (const factor of [...GROWTH, ...FACTORS]) {
    let y = area.y
    const texts = stretches.map((stretch, at) => {
      const { size, least, gap } = stretch.look
      if (at > 0) y += gap * scale * Math.max(factor, 0.6)
      const text = placeText(stretch, area, y, round(Math.max(size * factor, least) * scale), letters)
      y += text.box.height
      return text
    })
    last = { texts, height: y - area.y }
    const room = area.height * (factor > 1 ? GROWN_SHARE : 1)
    if (last.height <= room && texts.every(({ overflows }) => !overflows)) return last
  }
  // Whoever ends below the area is what the gate names.
  const bottom = area.y + area.height
  const texts = last.texts.map((text) => ({
    ...text,
    overflows: text.overflows || text.box.y + text.box.height > bottom + 1,
  }))
  return { ...last, texts }
}

/** The same text lower by so many pixels. */
export const lowered = (text: PlacedText, by: number): PlacedText => ({
  ...text,
  box: { ...text.box, y: round(text.box.y + by) },
  lines: text.lines.map((line) => ({ ...line, baseline: round(line.baseline + by) })),
})
