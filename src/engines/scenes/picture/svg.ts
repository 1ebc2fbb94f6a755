import { BLANK } from '../letters.ts'
import type { Drawing, PlacedText } from './drawing.ts'

const short = (value: number): string => String(Math.round(value * 100) / 100)

/** A line's letters as outlines, word by word. */
function lettersOf({ lines, size, colour }: PlacedText): string {
  const scale = size / 1000
  return lines
    .map(({ line, x, baseline }) => {
      let pen = 0
      const paths = line.words.map(({ paths: glyphs, advance }) => {
        const drawn = glyphs
          .map(({ d, x: dx, y: dy }) => `<path transform="translate(${pen + dx} ${dy})" d="${d}"/>`)
          .join('')
        pen += advance + BLANK
        return drawn
      })
      const place = `matrix(${short4(scale)} 0 0 ${short4(-scale)} ${short(x)} ${short(baseline)})`
      return `<g fill="${colour}" transform="${place}">${paths.join('')}</g>`
    })
    .join('')
}
const short4 = (value: number): string => String(Math.round(value * 1e6) / 1e6)

/**
 * A drawing as SVG, its picture and logo left out (they are laid under and over it as pixels). It holds numbers, colours of the kit's pattern and outlines
 * of the house's fonts, and no text of anybody: nothing that a person wrote can become markup.
 * @param under JPEG of the photo cut for its place, in base64, where the drawing stands alone
 */
export function toSvg({ width, height, shapes, texts, photo }: Drawing, under?: string): string {
  const drawn = shapes.map(
    ({ d, fill, opacity }) =>
      `<path d="${d}" fill="${fill}"${opacity === undefined ? '' : ` fill-opacity="${short(opacity)}"`}/>`,
  )
  const laid =
    photo && under
      ? `<image href="data:image/jpeg;base64,${under}" x="${short(photo.box.x)}" y="${short(photo.box.y)}" width="${short(photo.box.width)}" height="${short(photo.box.height)}" preserveAspectRatio="none"/>`
      : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${laid}${drawn.join('')}${texts.map(lettersOf).join('')}</svg>`
}
