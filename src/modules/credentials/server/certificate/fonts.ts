import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ScriptRun } from '../../domain/scriptRuns.ts'

export type Weight = 'Regular' | 'Bold'
const FAMILY = { devanagari: 'NotoSansDevanagari', latin: 'NotoSans' } as const

/** The house's own fonts lie in data/fonts, beside the source and beside every build. @throws Error when they are not there */
function folder(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    const fonts = join(at, 'data/fonts')
    if (existsSync(fonts)) return fonts
    if (at === dirname(at)) throw new Error('data/fonts is missing: certificates cannot be drawn')
  }
}

const read = new Map<string, Buffer>()

/** A font's file, read once. A wrong name fails here, not by another font in its place. */
export function fontOf(script: ScriptRun['script'], weight: Weight): { name: string; file: Buffer } {
  const name = `${FAMILY[script]}-${weight}`
  let file = read.get(name)
  if (!file) read.set(name, (file = readFileSync(join(folder(), `${name}.ttf`))))
  return { name, file }
}
