import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LetterWeight } from '#engines/scenes/index.ts'
import type { ScriptRun } from '#engines/scripts/index.ts'

export const WEIGHTS = [
  'Regular',
  'Bold',
  'SerifRegular',
  'SerifBold',
] as const satisfies readonly LetterWeight[]
export type Weight = (typeof WEIGHTS)[number]
const SCRIPT = { devanagari: 'Devanagari', latin: '' } as const

let found: string | undefined
/** The house's own fonts lie in data/fonts, beside the source and beside every build. @throws Error when they are not there */
export function fontFolder(): string {
  for (let at = import.meta.dirname; found === undefined; at = dirname(at)) {
    const fonts = join(at, 'data/fonts')
    if (existsSync(fonts)) found = fonts
    else if (at === dirname(at))
      throw new Error('data/fonts is missing: nothing can be written on paper or pictures')
  }
  return found
}

const read = new Map<string, Buffer>()

/** A font's file, read once. A wrong name fails here, not by another font in its place. */
export function fontOf(script: ScriptRun['script'], weight: Weight): { name: string; file: Buffer } {
  const [, serif, strokes] = /^(Serif)?(.+)$/.exec(weight)!
  const name = `Noto${serif ?? 'Sans'}${SCRIPT[script]}-${strokes!}`
  let file = read.get(name)
  if (!file) read.set(name, (file = readFileSync(join(fontFolder(), `${name}.ttf`))))
  return { name, file }
}
