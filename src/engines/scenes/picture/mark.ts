import type { BrandKit } from '../brandKit.ts'
import { readable } from '../colour.ts'
import { inFace, type Letters } from '../letters.ts'
import type { Language } from '../words.ts'
import { rectangle, type Drawing } from './drawing.ts'
import { well } from './ornaments.ts'

const SIDE = 192

/** The publisher's mark, square: the kit's sign, or the first letter of its name on its colour. */
export function markOf(kit: BrandKit, language: Language, letters: Letters): Drawing {
  const whole = { x: 0, y: 0, width: SIDE, height: SIDE }
  const colour = readable(kit.accent, [kit.paper, kit.ink])
  const ground = { d: rectangle(whole), fill: kit.logo ? kit.paper : kit.accent }
  const base = { width: SIDE, height: SIDE, ground: ground.fill, photo: null }
  if (kit.logo)
    return {
      ...base,
      shapes: [ground],
      texts: [],
      logo: {
        file: kit.logo,
        box: { x: 16, y: 16, width: 160, height: 160 },
        fit: 'contain',
        focus: { x: 500, y: 500 },
      },
    }
  const [first] = new Intl.Segmenter(language, { granularity: 'grapheme' }).segment(
    kit.name[language].trim() || '·',
  )
  const word = inFace(letters, kit.letters).word(first!.segment, 'Bold')
  const size = 104
  const x = (SIDE - (word.advance * size) / 1000) / 2
  const text = {
    block: null,
    role: 'signature' as const,
    size,
    colour,
    ground: kit.accent,
    box: whole,
    lines: [{ line: { words: [word], width: word.advance }, x, baseline: 130 }],
    overflows: false,
    faults: [],
  }
  const palette = { ground: kit.accent, text: colour, strong: colour, soft: colour }
  return { ...base, shapes: [ground, ...well(whole, palette, 9)], texts: [text], logo: null }
}
