import * as hb from 'harfbuzzjs'
import type { Letters, LetterFault, ShapedWord } from '#engines/scenes/index.ts'
import { scriptRuns } from '#engines/scripts/index.ts'
import { fontOf, WEIGHTS, type Weight } from './fonts.ts'

type Script = 'devanagari' | 'latin'
const CIRCLE = '\u25cc'
/** Outlines and widths come in thousandths of the letters' size, as in all the house's fonts. */
const EM = 1000
/** Words kept: a language's common ones and many pieces'. About 40 MB at most, then all are let go. */
const MOST_KEPT = 20_000

interface OpenFont {
  readonly font: hb.Font
  /** The glyph that stands for what cannot be joined to anything; undefined where the font has none. */
  readonly circle: number | undefined
  readonly outlines: Map<number, string>
}

function openFont(script: Script, weight: Weight): OpenFont {
  const { name, file } = fontOf(script, weight)
  const font = new hb.Font(new hb.Face(new hb.Blob(Uint8Array.from(file).buffer)))
  if (font.face.upem !== EM) throw new Error(`data/fonts/${name}.ttf is another font than its name says`)
  return { font, circle: font.nominalGlyph(CIRCLE.codePointAt(0)!), outlines: new Map() }
}

function outlineOf({ font, outlines }: OpenFont, glyph: number): string {
  let outline = outlines.get(glyph)
  if (outline === undefined) outlines.set(glyph, (outline = font.glyphToPath(glyph)))
  return outline
}

/**
 * Letters as HarfBuzz chooses them, which is what browsers show, from the house's own fonts and no other: what is drawn are outlines, so no
 * other font can ever step in for one that is missing.
 */
export function openLetters(): Letters {
  const fonts = new Map<string, OpenFont>()
  for (const weight of WEIGHTS)
    for (const script of ['devanagari', 'latin'] as const)
      fonts.set(`${script}${weight}`, openFont(script, weight))
  const kept = new Map<string, ShapedWord>()

  function shapeWord(text: string, weight: Weight): ShapedWord {
    const paths: { d: string; x: number; y: number }[] = []
    const faults = new Set<LetterFault>()
    let advance = 0
    for (const run of scriptRuns(text)) {
      const open = fonts.get(`${run.script}${weight}`)!
      const buffer = new hb.Buffer()
      buffer.addText(run.text)
      buffer.guessSegmentProperties()
      hb.shape(open.font, buffer)
      const positions = buffer.getGlyphPositions()
      for (const [at, { codepoint: glyph }] of buffer.getGlyphInfos().entries()) {
        const { xAdvance, xOffset, yOffset } = positions[at]!
        if (glyph === 0) faults.add('missingGlyph')
        // Also one that was typed: it came along from where a sign had lost its letter.
        else if (glyph === open.circle) faults.add('dottedCircle')
        const d = outlineOf(open, glyph)
        if (d !== '') paths.push({ d, x: advance + xOffset, y: yOffset })
        advance += xAdvance
      }
    }
    return { advance, paths, faults: [...faults] }
  }

  return {
    word(text, weight) {
      const name = `${weight}${text}`
      let word = kept.get(name)
      if (word) return word
      word = shapeWord(text, weight)
      if (kept.size >= MOST_KEPT) kept.clear()
      kept.set(name, word)
      return word
    },
  }
}

let opened: Letters | undefined
/** The process's letters, opened when something is first drawn. */
export const letters = (): Letters => (opened ??= openLetters())
