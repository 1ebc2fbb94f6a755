import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { installedFolder, prepareBinaries } from './binaries.ts'
import { operatingUser } from './operatingUser.ts'

let home: string
let bare: string
let copies: string
let lines: string[]
const notice = (line: { en: string }) => lines.push(line.en)
const links: { target: string }[] = JSON.parse(
  readFileSync(join(installedFolder(), 'pg-symlinks.json'), 'utf8'),
)

/** A package as `npm ci --ignore-scripts` leaves it: whole, but without the libraries' links. */
beforeEach(() => {
  lines = []
  home = mkdtempSync(join(tmpdir(), 'karyakarta-binaries-'))
  chmodSync(home, 0o755)
  bare = join(home, 'package', 'native')
  copies = join(home, 'copies')
  mkdirSync(copies)
  spawnSync('cp', ['-a', dirname(installedFolder()), dirname(bare)])
  // What `--version` does not need is left away: copying it would only make the tests slow.
  for (const part of ['lib/postgresql', 'share/postgresql/extension', 'share/postgresql/timezone'])
    rmSync(join(bare, part), { recursive: true })
  for (const { target } of links) rmSync(join(home, 'package', target))
})

afterEach(() => {
  chmodSync(join(bare, 'lib'), 0o755)
  rmSync(home, { recursive: true, force: true })
})

it('makes the links itself when the install script did not run', () => {
  expect(prepareBinaries(operatingUser(), notice, bare, copies)).toBe(bare)
  expect(lstatSync(join(bare, 'lib', 'libicuuc.so.60')).isSymbolicLink()).toBe(true)
  expect(lines).toEqual([])
})

it('copies what its user cannot reach or mend, says so once, and finds the copy again', () => {
  chmodSync(dirname(bare), 0o700) // root's nobody cannot enter
  chmodSync(join(bare, 'lib'), 0o500) // an ordinary user cannot link
  const copy = prepareBinaries(operatingUser(), notice, bare, copies)
  expect(dirname(copy)).toBe(copies)
  expect(prepareBinaries(operatingUser(), notice, bare, copies)).toBe(copy)
  expect(lines).toEqual([expect.stringContaining(copies)])
})

it('does not trust a copy that others may write to, or that lost a file', () => {
  chmodSync(dirname(bare), 0o700)
  chmodSync(join(bare, 'lib'), 0o500)
  const copy = prepareBinaries(operatingUser(), notice, bare, copies)
  chmodSync(copy, 0o777)
  prepareBinaries(operatingUser(), notice, bare, copies)
  rmSync(join(copy, 'share', 'postgresql', 'postgres.bki'))
  prepareBinaries(operatingUser(), notice, bare, copies)
  expect(lines).toHaveLength(3)
})
