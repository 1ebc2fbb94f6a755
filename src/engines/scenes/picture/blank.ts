import type { Letters, LetterWeight } from '../letters.ts'
import { wrap } from '../lines.ts'
import { rectangle, type Drawing } from './drawing.ts'

/** Lines of black letters on white and nothing else: what tests of letters look at. */
export function blankDrawing(
  lines: readonly string[],
  letters: Letters,
  weight: LetterWeight,
  { width, lineHeight, size }: { readonly width: number; readonly lineHeight: number; readonly size: number },
): Drawing {
  const height = lines.length * lineHeight
  const whole = { x: 0, y: 0, width, height }
  const texts = lines.map((text, at) => {
    const wrapped = wrap(text, letters, weight, Infinity, false)
    return {
      block: null,
      role: 'body' as const,
      size,
      colour: '#000000',
      ground: '#ffffff',
      box: { x: 8, y: at * lineHeight, width: width - 16, height: lineHeight },
      lines: wrapped.lines.map((line) => ({ line, x: 8, baseline: at * lineHeight + lineHeight * 0.68 })),
      overflows: false,
      faults: wrapped.faults,
    }
  })
  return {
    width,
    height,
    ground: '#ffffff',
    photo: null,
    shapes: [{ d: rectangle(whole), fill: '#ffffff' }],
    texts,
    logo: null,
  }
}
