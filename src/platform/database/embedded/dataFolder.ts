import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
} from 'node:fs'
import { realpathSync, rmSync, rmdirSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { mayWrite, type OperatingUser } from './operatingUser.ts'
import { folderNotWritable, foreignFolder, otherVersion, refusalOfFileError } from './refusals.ts'
import type { Line } from './startRefused.ts'

/** Where root keeps data that `nobody` could not reach in the wanted place (a clone under a 700 folder). */
export const DATA_OF_ROOT = '/var/lib/karyakarta'

/** Major version of the binaries in package.json, and the name of the cluster's folder within the data folder. */
export const MAJOR = '18'

/** A cluster being made; moved into its place when it is complete, so that a half-made one is never started. */
export const UNFINISHED = `${MAJOR}.unfinished`

/**
 * Makes (or finds) the data folder, owned by the user PostgreSQL runs as.
 * @returns its real path: another one than wanted when that is a link to a place its user can reach
 * @throws StartRefused
 */
export function prepareDataFolder(wanted: string, user: OperatingUser, notice: (line: Line) => void): string {
  try {
    if (!lstatSync(wanted, { throwIfNoEntry: false })) makeFolder(wanted, user, notice)
    const path = realpathSync(wanted)
    accessSync(path, constants.W_OK) // even root is told of a read-only disk
    if (!mayWrite(user, path)) throw folderNotWritable(path, 'EACCES')
    return path
  } catch (error) {
    throw refusalOfFileError(error, wanted)
  }
}

/**
 * Whether a complete cluster of our version stands in the folder; what was left half-made is swept away.
 * @throws StartRefused other_version, foreign_folder
 */
export function isInitialised(folder: string): boolean {
  rmSync(join(folder, UNFINISHED), { recursive: true, force: true })
  const clusters = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
  const versions = clusters.flatMap((cluster) => {
    const file = join(cluster, 'PG_VERSION')
    return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : []
  })
  const other = versions.find((version) => version !== MAJOR)
  if (other) throw otherVersion(folder, other, MAJOR)
  if (existsSync(join(folder, MAJOR, 'PG_VERSION'))) return true
  if (clusters.length > 1) throw foreignFolder(folder)
  return false
}

function makeFolder(wanted: string, user: OperatingUser, notice: (line: Line) => void): void {
  mkdirSync(wanted, { mode: 0o700 })
  if (!user) return
  chownSync(wanted, user.uid, user.gid)
  if (mayWrite(user, wanted)) return
  rmdirSync(wanted)
  mkdirSync(DATA_OF_ROOT, { recursive: true, mode: 0o755 })
  const reachable = mkdtempSync(join(DATA_OF_ROOT, `${basename(wanted)}-`))
  chownSync(reachable, user.uid, user.gid)
  symlinkSync(reachable, wanted)
  notice({
    en: `PostgreSQL may not run as root, and its user cannot reach ${wanted}: the data lives in ${reachable}.`,
    hi: `PostgreSQL root के रूप में नहीं चलता, और उसका उपयोगकर्ता ${wanted} तक नहीं पहुँच सकता: डेटा ${reachable} में है।`,
  })
}
