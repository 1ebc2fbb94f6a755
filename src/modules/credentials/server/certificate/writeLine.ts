import { scriptRuns } from '#engines/scripts/index.ts'
import { fontOf, type Weight } from '#platform/rendering/fonts.ts'

export interface LineStyle {
  readonly size: number
  readonly weight?: Weight
  readonly colour?: string
}

interface Run {
  readonly text: string
  readonly font: string
  readonly width: number
}

/** Each run with its font (which the document then knows) and its width in points. */
function measured(
  doc: PDFKit.PDFDocument,
  line: string,
  { size, weight = 'Regular' }: LineStyle,
): readonly Run[] {
  return scriptRuns(line).map(({ text, script }) => {
    const { name, file } = fontOf(script, weight)
    doc.registerFont(name, file).font(name).fontSize(size)
    return { text, font: name, width: doc.widthOfString(text) }
  })
}

export const widthOf = (doc: PDFKit.PDFDocument, line: string, style: LineStyle): number =>
  measured(doc, line, style).reduce((sum, { width }) => sum + width, 0)

/** Writes one line whose middle is at `middle` and whose letters stand on `baseline`, in points; smaller where it would be wider than `most`. */
export function writeCentred(
  doc: PDFKit.PDFDocument,
  line: string,
  at: { readonly middle: number; readonly baseline: number; readonly most: number },
  style: LineStyle,
): void {
  const wide = widthOf(doc, line, style)
  const size = wide > at.most ? (style.size * at.most) / wide : style.size
  const runs = measured(doc, line, { ...style, size })
  let x = at.middle - runs.reduce((sum, { width }) => sum + width, 0) / 2
  for (const { text, font, width } of runs) {
    doc
      .font(font)
      .fontSize(size)
      .fillColor(style.colour ?? '#1d2520')
      .text(text, x, at.baseline, { lineBreak: false, baseline: 'alphabetic' })
    x += width
  }
}

/** Breaks words into lines no wider than `most` points. */
export function broken(
  doc: PDFKit.PDFDocument,
  text: string,
  most: number,
  style: LineStyle,
): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`
    if (lines.length === 0) lines.push(word)
    else if (widthOf(doc, longer, style) <= most) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
