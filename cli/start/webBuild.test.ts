import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sourceHash } from './webBuild.ts'

let root: string
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'karyakarta-build-'))
  write('src/routes/+page.svelte', '<h1>a</h1>')
  write('vite.config.ts', '')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it.each([
  ['a changed page', () => write('src/routes/+page.svelte', '<h1>b</h1>')],
  ['a new page', () => write('src/routes/b/+page.svelte', '')],
  ['a removed page', () => rmSync(join(root, 'src/routes/+page.svelte'))],
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
