import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { builtFolder } from './builtFolder.ts'

/** What can be run by itself: a command, and an edition's own process. */
export type Entry = 'main' | 'serveEdition'

/** The folder within a build that holds the program in one piece, and the file in it that says what it was made of. */
export const PROGRAM = 'program'
export const MADE_OF = 'madeOf.json'

/** Decides which packages are installed: npm writes it anew each time. */
export const INSTALLED = 'node_modules/.package-lock.json'

/** A file as the disk knows it; whoever changes its content changes this, also with an older file's dates. */
export type Trace = readonly [file: string, bytes: number, changedMs: number]

/** Takes a file's trace. @param file from the project's root */
export function traceOf(root: string, file: string): Trace {
  const stat = statSync(join(root, file), { throwIfNoEntry: false })
  return [file, stat?.size ?? -1, stat?.ctimeMs ?? 0]
}

/**
 * Where to start from. The sources are 1,400 files, and loading them is four fifths of what a short command costs: a build has them in one piece
 * (decision 0050), which is taken while every file it was made of is as it was; otherwise the sources run.
 * @returns the file to load
 */
export function programOf(root: string, entry: Entry): string {
  const program = wholeProgram(root)
  return program === undefined ? join(root, 'cli', `${entry}.ts`) : join(program, `${entry}.js`)
}

/** The folder of the program in one piece, or undefined where none was made of what lies there now. */
export function wholeProgram(root: string): string | undefined {
  const built = builtFolder(root)
  if (built === undefined) return undefined
  const program = join(built, PROGRAM)
  const isAsItWas = tracesIn(program)?.every(([file, bytes, changedMs]) => {
    const [, bytesNow, changedNow] = traceOf(root, file)
    return bytesNow === bytes && changedNow === changedMs
  })
  return isAsItWas === true ? program : undefined
}

/** Undefined where there are none, or none that can be read: a machine that lost its power may leave an empty file. */
function tracesIn(program: string): Trace[] | undefined {
  try {
    return JSON.parse(readFileSync(join(program, MADE_OF), 'utf8')) as Trace[]
  } catch {
    return undefined
  }
}
