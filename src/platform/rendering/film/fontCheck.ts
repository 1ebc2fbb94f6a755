import { Refusal } from '../../errors/catalogue.ts'

/** Families that subtitles may be drawn with. */
const OURS = /^NotoSans(Devanagari)?-(Regular|Bold)$/

/**
 * libass takes another font without a word to its caller; its log says so. Fails on any font that is not the house's and on any letter that none of them has.
 * @param said ffmpeg's log
 * @throws Refusal badInput
 */
export function refuseOtherFonts(said: string): void {
  const chosen = [...said.matchAll(/fontselect: .*? -> ([^,\s]+)/g)].map(([, name]) => name!)
  const others = chosen.filter((name) => !OURS.test(name.replace(/^.*\//, '').replace(/\.ttf$/, '')))
  // "Glyph 0x62 not found, selecting one more font" is no fault: Hindi with a Latin word takes both of ours, and the line before tells which was taken.
  const missing = /failed to find any fallback with glyph|Glyph 0x[0-9A-F]+ not found in/i.test(said)
  if (others.length > 0 || missing)
    throw new Refusal('badInput', {
      reason: 'rendering_font',
      cause: new Error(others.join(', ') || 'a letter without a font'),
    })
}
