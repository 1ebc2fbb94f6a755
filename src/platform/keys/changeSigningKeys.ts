import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { indianDay } from '../clock/indianDay.ts'
import { readSigningLines, signingLines } from './signingKey.ts'

const FILE = /^signing\.(\d+)\.key$/
const fileOf = (folder: string, id: number): string => join(folder, `signing.${id}.key`)
const SEED_BYTES = 32

const idsIn = (folder: string): readonly number[] =>
  readdirSync(folder)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)

/**
 * The first signing key, for an installation that was made before there was one. A folder that has none of the other keys is somebody's mistake and
 * stays as it is: a restored database without its keys must not start. @returns whether one was made
 */
export function createMissingSigningKey(folder: string, now: Date): boolean {
  if (!existsSync(join(folder, 'index.1.key')) || idsIn(folder).length > 0) return false
  addSigningKey(folder, 1, indianDay(now))
  return true
}

/** Never over another: two who rotate at once make one key, and the second is told. */
export function addSigningKey(folder: string, id: number, from: string): void {
  writeFileSync(fileOf(folder, id), signingLines(randomBytes(SEED_BYTES).toString('hex'), from), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
}

/**
 * A new signing key with the next number, which signs from that day on; the old ones stay and are believed for what they signed until then.
 * @throws RangeError when the day is before the newest key's
 */
export function rotateSigningKey(folder: string, from: string): { readonly id: number } {
  const newest = idsIn(folder).at(-1) ?? 0
  const before = newest > 0 ? linesOf(folder, newest).from : from
  if (from < before)
    throw new RangeError(`signing.${newest}.key begins on ${before}; a newer key cannot begin before it`)
  addSigningKey(folder, newest + 1, from)
  return { id: newest + 1 }
}

/** Marks a key that may be in wrong hands. Its file stays, so that it is known as withdrawn. @throws RangeError for a number that is not there */
export function withdrawSigningKey(folder: string, id: number): void {
  if (!idsIn(folder).includes(id)) throw new RangeError(`there is no signing.${id}.key`)
  const { seed, from } = linesOf(folder, id)
  const path = fileOf(folder, id)
  writeFileSync(`${path}.new`, signingLines(seed, from, true), { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

function linesOf(folder: string, id: number) {
  const lines = readSigningLines(readFileSync(fileOf(folder, id), 'utf8'))
  if (!lines) throw new RangeError(`signing.${id}.key is damaged`)
  return lines
}
