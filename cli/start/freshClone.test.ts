/** What a newcomer meets: a clone in which nothing was compiled or built yet. Everywhere else something has been, and hides what is missing. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const MADE = [
  'node_modules',
  'build',
  '.git',
  '.svelte-kit',
  '.karyakarta',
  'test-results',
  join('src', 'paraglide'),
]
const here = process.cwd()
let clone: string
beforeAll(() => {
  // A name as people give them: with spaces, in their script, and with what means something else in an address.
  clone = mkdtempSync(join(tmpdir(), 'karyakarta क्लोन 100%20 '))
  const isSource = (path: string) => !MADE.some((made) => relative(here, path) === made || relative(here, path).startsWith(made + sep)) // prettier-ignore
  cpSync(here, clone, { recursive: true, filter: isSource })
  symlinkSync(join(here, 'node_modules'), join(clone, 'node_modules'))
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

const run = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/karyakarta.mjs', ...words], {
    cwd: clone,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C', ...environment },
  })
  return { status, said: stdout + stderr }
}

it('runs a command as it came, and again after somebody wrote a message', { timeout: 120_000 }, () => {
  expect(existsSync(join(clone, 'src/paraglide'))).toBe(false)
  // What is refused in one line waits for no message to be compiled.
  const refused = run(['start'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(refused.said).toMatch(/^[^\n]*DATABASE_URL[^\n]*\n$/)
  const unsaid = run(['migrate'])
  expect(unsaid.said).toMatch(/^[^\n]*KARYAKARTA_EDITION[^\n]*\n$/)
  expect(existsSync(join(clone, 'src/paraglide/messages.js'))).toBe(true)

  const words = 'src/design/messages/en.json'
  writeFileSync(join(clone, words), '{ "design_written_since": "Written since" }')
  expect(run(['migrate']).status).toBe(1)
  expect(existsSync(join(clone, 'src/paraglide/messages/design_written_since.js'))).toBe(true)
})
