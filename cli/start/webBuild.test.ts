import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { StartRefused } from '#platform/database/embedded/index.ts'
import { builtFolder } from './builtFolder.ts'
import { ensureWebBuild, sourceHash } from './webBuild.ts'
import { programOf } from './wholeProgram.ts'

let root: string
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'karyakarta-build-'))
  write('src/routes/+page.svelte', '<h1>a</h1>')
  write('vite.config.ts', '')
  write('cli/start/bundleProgram.ts', '')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it.each([
  ['a changed page', () => write('src/routes/+page.svelte', '<h1>b</h1>')],
  ['a new page', () => write('src/routes/b/+page.svelte', '')],
  ['a removed page', () => rmSync(join(root, 'src/routes/+page.svelte'))],
  ['a changed command', () => write('cli/start/bundleProgram.ts', '//')],
  ['a changed dependency', () => write('package-lock.json', '{}')],
  ['a text that moves from one file to another', () => (write('src/a', 'xy'), write('src/b', ''))],
])('%s makes the build stale', (_what, change) => {
  write('src/a', 'x')
  write('src/b', 'y')
  const before = sourceHash(root)
  change()
  expect(sourceHash(root)).not.toBe(before)
})

it.each([
  ['a touched file', () => utimesSync(join(root, 'vite.config.ts'), 1, 1)],
  ['a changed test', () => write('src/routes/page.test.ts', 'expect')],
  ['the compiled messages', () => write('src/paraglide/messages.js', 'm')],
])('%s does not', (_what, change) => {
  const before = sourceHash(root)
  change()
  expect(sourceHash(root)).toBe(before)
})

/** A bundler that is quick: writes the one file that a build is known by, or fails where the page says so. */
const BUNDLER = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const out = process.env.KARYAKARTA_BUILD
mkdirSync(out, { recursive: true })
const page = readFileSync('src/routes/+page.svelte', 'utf8')
if (page.includes('broken')) process.exit(1)
writeFileSync(out + '/handler.js', page)`
const built = () => ensureWebBuild(root, AbortSignal.timeout(20_000))

it('a new build leaves the one that is being served where it is', async () => {
  write('node_modules/.bin/vite', BUNDLER)
  await built()
  const served = builtFolder(root)!
  write('src/routes/+page.svelte', '<h1>b</h1>')
  await built()
  expect(builtFolder(root)).not.toBe(served)
  expect(existsSync(join(served, 'handler.js'))).toBe(true)
})

it('a build that breaks off changes nothing', async () => {
  write('node_modules/.bin/vite', BUNDLER)
  await built()
  const served = builtFolder(root)!
  write('src/routes/+page.svelte', 'broken')
  await expect(built()).rejects.toThrow(StartRefused)
  expect(builtFolder(root)).toBe(served)
})

it('a build whose program cannot be put together is none', async () => {
  write('node_modules/.bin/vite', BUNDLER)
  write('cli/start/bundleProgram.ts', 'process.exit(1)')
  await expect(built()).rejects.toThrow(StartRefused)
  expect(builtFolder(root)).toBeUndefined()
})

/** Stands for the bundler: one source, traced as the real one traces all. */
const PROGRAM_MAKER = `
  import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
  import { traceOf } from ${JSON.stringify(join(import.meta.dirname, 'wholeProgram.ts'))}
  if (existsSync('cannot')) throw new Error('no room')
  const out = process.argv[2] + '/program'
  mkdirSync(out, { recursive: true })
  // As the real one where a source was written to while it was read: it vouches for nothing.
  if (existsSync('meanwhile')) process.exit(0)
  writeFileSync(out + '/madeOf.json', JSON.stringify([traceOf('.', 'src/routes/+page.svelte')]))`

it('the same sources written anew get their program again, and where it cannot be made they run themselves', async () => {
  write('node_modules/.bin/vite', BUNDLER)
  write('cli/start/bundleProgram.ts', PROGRAM_MAKER)
  await built()
  const build = builtFolder(root)!
  expect(programOf(root, 'main')).toBe(join(build, 'program/main.js'))
  write('src/routes/+page.svelte', '<h1>a</h1>')
  expect(programOf(root, 'main')).toBe(join(root, 'cli/main.ts'))
  await built()
  expect(builtFolder(root)).toBe(build)
  expect(programOf(root, 'main')).toBe(join(build, 'program/main.js'))

  write('src/routes/+page.svelte', '<h1>a</h1>')
  write('cannot', '')
  const warned = vi.spyOn(console, 'error').mockImplementation(() => {})
  await built()
  // In one line, with what went wrong.
  expect(warned.mock.calls).toEqual([[expect.stringMatching(/^.*no room.*$/)]])
  warned.mockClear()
  rmSync(join(root, 'cannot'))
  write('meanwhile', '')
  await built()
  expect(warned.mock.calls).toEqual([[expect.stringMatching(/^.*source changed meanwhile.*$/)]])
  warned.mockRestore()
  expect(builtFolder(root)).toBe(build)
  expect(programOf(root, 'main')).toBe(join(root, 'cli/main.ts'))
})

it('old builds are removed, the newest four are kept, and going back to kept sources builds nothing', async () => {
  write('node_modules/.bin/vite', BUNDLER)
  for (const number of [1, 2, 3, 4, 5, 6]) {
    write('src/routes/+page.svelte', String(number))
    await built()
  }
  expect(readdirSync(join(root, 'build')).filter((name) => name.length === 16)).toHaveLength(4)
  const newest = builtFolder(root)
  write('src/routes/+page.svelte', '5')
  write('node_modules/.bin/vite', 'process.exit(1)')
  await built()
  expect(builtFolder(root)).not.toBe(newest)
})
