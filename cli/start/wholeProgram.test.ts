import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { INSTALLED, MADE_OF, PROGRAM, programOf, traceOf } from './wholeProgram.ts'

let root: string
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
const PIECE = `build/0123456789abcdef/${PROGRAM}`
const MODULE = 'src/platform/clock.ts'

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'karyakarta-program-'))
  write(INSTALLED, '{}')
  write(MODULE, 'export const now = 1')
  write('build/current', '0123456789abcdef\n')
  write('build/0123456789abcdef/handler.js', '')
  write(`${PIECE}/${MADE_OF}`, JSON.stringify([INSTALLED, MODULE].map((file) => traceOf(root, file))))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('the program in one piece is taken while nothing it was made of has changed', () => {
  expect(programOf(root, 'main')).toBe(join(root, PIECE, 'main.js'))
  expect(programOf(root, 'serveEdition')).toBe(join(root, PIECE, 'serveEdition.js'))
})

/** Puts another file in a file's place that has its length and its date, as copying tools do. */
function replaceKeepingDate(file: string): void {
  const old = readFileSync(join(root, file), 'utf8')
  write(`${file}.new`, old.replace('1', '2'))
  utimesSync(join(root, `${file}.new`), new Date(0), new Date(0))
  utimesSync(join(root, file), new Date(0), new Date(0))
  write(`${PIECE}/${MADE_OF}`, JSON.stringify([traceOf(root, file)]))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  renameSync(join(root, `${file}.new`), join(root, file))
}

it.each([
  ['a source was written to', () => write(MODULE, 'export const now = 2 ')],
  ['a source is gone', () => rmSync(join(root, MODULE))],
  ['another source of the same length and date lies in its place', () => replaceKeepingDate(MODULE)],
  ['other packages are installed', () => write(INSTALLED, '{ "packages": {} }')],
  ['nothing says what it was made of', () => rmSync(join(root, PIECE, MADE_OF))],
  ['what it was made of was lost with the power', () => write(`${PIECE}/${MADE_OF}`, '')],
  ['the build is gone', () => rmSync(join(root, PIECE, '..'), { recursive: true })],
  ['nothing was ever built', () => rmSync(join(root, 'build'), { recursive: true })],
])('the sources run where %s', (_what, change) => {
  change()
  expect(programOf(root, 'main')).toBe(join(root, 'cli/main.ts'))
})
