import { createHash } from 'node:crypto'
import { blankDrawing, type Drawing, type Letters } from '#engines/scenes/index.ts'
import { fontOf, WEIGHTS, type Weight } from './fonts.ts'
import { letters } from './letters.ts'
import { openEasel } from './picture.ts'

/** SHA-256 of the fonts with which every picture is drawn: another file under the same name would draw other letters. */
const FONTS: Readonly<Record<string, string>> = {
  'NotoSans-Bold': 'e83493c945848ecd4a9ad0f6d19164541a0d3e23a9c952304a00a46e00272ac5',
  'NotoSans-Regular': '89c3c497f618fdaa0b2d1e98fef93582f28c71debd2c4a8cdf41f190ced2909d',
  'NotoSansDevanagari-Bold': '77ad688cfe1dc55185bf4edb4db3c614202c65dd23a1463ad0e23fc52bcc9a5c',
  'NotoSansDevanagari-Regular': '79a470365ccb210fa3c7d8d8ff2e005ef9d983cfd067f735a0caf7e15070ca9f',
  'NotoSerif-Bold': '0af0ff2be8f84910fb21ec5fe1b6b7395e3073250502a334baf6ca2f860c88fe',
  'NotoSerif-Regular': '9d7583b7dc9e812afd32a14280c5cac3160012efe50c8d08938f4fea266ff67f',
  'NotoSerifDevanagari-Bold': '42a0d0664b51212894c8bb226ad8947c194f1ab1903555a41979877d3b9267be',
  'NotoSerifDevanagari-Regular': '662c3cd6e17dd0561f53fe28ce6c32d7d64e650119f4bb0428fc50206bbc46fe',
}

/** Conjuncts, reordered vowels, reph, signs below, nuqta, joiners: what breaks first where shaping breaks. One picture's lines. */
export const HARD_LINES = [
  'क्षत्रिय ज्ञान श्रीमती राष्ट्रपति कर्तव्य',
  'उद्घाटन विद्यार्थी शृंगार द्वितीय ब्राह्मी',
  'सर्वश्रेष्ठ कर्मठ निर्विघ्न संस्कृति ट्रैक्टर',
  'ज्योत्स्ना उज्ज्वल अर्घ्य कार्त्स्न्य र्‍य क्‍ष क्‌ष',
  'झुंझुनूँ चित्तौड़गढ़ फ़ॉरवर्ड ज़रूरत पढ़ाई',
  'WhatsApp पर ₹१,१५०, ॐ ॥ 30 दिन में (ई-मित्र)',
] as const

/** The hard lines as a small picture, black on white. */
export const hardDrawing = (
  weight: Weight,
  using: Letters = letters(),
  lines: readonly string[] = HARD_LINES,
): Drawing => blankDrawing(lines, using, weight, { width: 640, lineHeight: 52, size: 32 })

/** @returns the drawing's grey values, row by row */
export async function greyOf(drawing: Drawing): Promise<{ readonly width: number; readonly pixels: Buffer }> {
  const { default: sharp } = await import('sharp')
  const still = await openEasel(() => Promise.reject(new Error('no media here'))).still(drawing)
  const { data, info } = await sharp(still).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, pixels: data }
}

/** Share of pixels that are plainly others (by more than a quarter of the way from black to white). */
export function difference(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return 1
  let count = 0
  for (const [at, value] of one.entries()) if (Math.abs(value - other[at]!) > 64) count++
  return count / one.length
}

/**
 * Refuses to draw at all where letters would come out wrong: a font that is missing or is another than its name says, a shaper that lost its rules, a
 * renderer that draws nothing. Asked when a process that renders begins.
 * @param fonts handed in by tests: a font that lies
 * @throws Error that says what is wrong
 */
export async function refuseTofu(using: Letters = letters(), fonts: typeof fontOf = fontOf): Promise<void> {
  for (const script of ['devanagari', 'latin'] as const)
    for (const weight of WEIGHTS) {
      const { name, file } = fonts(script, weight)
      if (createHash('sha256').update(file).digest('hex') !== FONTS[name])
        throw new Error(`data/fonts/${name}.ttf is not the font that this version was made with`)
    }
  for (const line of HARD_LINES)
    for (const word of line.split(' '))
      for (const weight of WEIGHTS) {
        const { faults } = using.word(word, weight)
        if (faults.length > 0) throw new Error(`"${word}" cannot be drawn: ${faults.join(', ')}`)
      }
  // One conjunct is narrower than its parts: a shaper without rules would set them side by side.
  const joined = using.word('क्ष', 'Regular').advance
  const apart = using.word('क', 'Regular').advance + using.word('ष', 'Regular').advance
  if (joined >= apart) throw new Error('conjuncts are not joined: pictures would show broken Hindi')
  if (using.word('\u{1f600}', 'Regular').faults.length === 0)
    throw new Error('a missing letter is not noticed')
  const { pixels } = await greyOf(hardDrawing('Regular', using))
  const ink = pixels.filter((value) => value < 128).length / pixels.length
  if (ink < 0.02 || ink > 0.3) throw new Error('letters are not drawn: the picture is empty or full')
}
