import { contrast } from '../colour.ts'
import type { Letters } from '../letters.ts'
import { rectangle, type Box, type PlacedText, type Shape } from './drawing.ts'
import type { Palette } from './looks.ts'

/** Pixels across the disc with a step's number. */
export const NUMBER_DISC = 84

const disc = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`

/** What belongs to a text: the card under a call or a verdict, the bar over a kicker (unless quotation marks stand there), the disc of a step. */
export function ornamentsOf(
  texts: readonly PlacedText[],
  palette: Palette,
  isMarked: boolean,
): readonly Shape[] {
  return texts.flatMap((text): readonly Shape[] => {
    const { x, y, width } = text.box
    if (text.role === 'call' || text.role === 'stamp')
      return [{ d: rounded(text.box, 20), fill: text.ground }]
    if (text.role === 'kicker' && !isMarked)
      return [{ d: rectangle({ x, y: y - 24, width: Math.min(96, width), height: 8 }), fill: palette.strong }]
    if (text.role === 'step')
      return [
        { d: disc(x - 32 - NUMBER_DISC / 2, middleOfFirst(text), radiusOf(text)), fill: palette.strong },
      ]
    return []
  })
}

/** A disc is no larger than its step's letters bear, so that two short steps do not touch. */
const radiusOf = ({ size }: PlacedText): number => Math.min(NUMBER_DISC / 2, size * 0.72)

const middleOfFirst = ({ lines, size }: PlacedText): number => (lines[0]?.baseline ?? 0) - size * 0.3

function rounded({ x, y, width, height }: Box, radius: number): string {
  const [w, h] = [width - 2 * radius, height - 2 * radius]
  const arc = (dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`
  return `M${x + radius} ${y}h${w}${arc(radius, radius)}v${h}${arc(-radius, radius)}h${-w}${arc(-radius, -radius)}v${-h}${arc(radius, -radius)}z`
}

/** 1, 2, 3 in the discs of steps. */
export function numbersOf(
  texts: readonly PlacedText[],
  palette: Palette,
  letters: Letters,
): readonly PlacedText[] {
  return texts
    .filter(({ role }) => role === 'step')
    .map((text, at) => {
      const word = letters.word(String(at + 1), 'Bold')
      const size = radiusOf(text) * 1.14
      const centre = text.box.x - 32 - NUMBER_DISC / 2
      const width = (word.advance * size) / 1000
      const baseline = middleOfFirst(text) + size * 0.36
      return {
        block: null,
        role: 'step',
        size,
        colour: contrast(palette.ground, palette.strong) >= 3 ? palette.ground : palette.text,
        ground: palette.strong,
        box: { x: centre - width / 2, y: baseline - size, width, height: size },
        lines: [{ line: { words: [word], width: word.advance }, x: centre - width / 2, baseline }],
        overflows: false,
        faults: [],
      }
    })
}
