import { spawnSync } from 'node:child_process'
import { closeSync, fchownSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { MAJOR, UNFINISHED } from './dataFolder.ts'
import { PLAIN_ENVIRONMENT, type OperatingUser } from './operatingUser.ts'
import { refusalOfFileError, refusalOfOutput } from './refusals.ts'

/**
 * Makes a cluster whose locale compares bytes yet knows Devanagari's letters (trap 5 of the stack notes): a plain `C`
 * locale leaves pg_trgm empty for Hindi, an ICU default breaks `\w` at matras.
 */
export function initialiseCluster(options: {
  binaries: string
  folder: string
  user: OperatingUser
  password: string
  durable: boolean
}): void {
  const { binaries, folder, user, password, durable } = options
  const unfinished = join(folder, UNFINISHED)
  const passwordFile = join(folder, '.password')
  const words = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(durable ? [] : ['--no-sync']),
  ]
  try {
    rmSync(passwordFile, { force: true })
    writePrivately(passwordFile, password, user)
    const made = spawnSync(join(binaries, 'bin', 'initdb'), words, {
      ...user,
      cwd: '/',
      env: PLAIN_ENVIRONMENT,
      encoding: 'utf8',
    })
    if (made.status !== 0) throw refusalOfOutput(`${made.stdout}${made.stderr}`, folder, 0, 'initdb')
    renameSync(unfinished, join(folder, MAJOR))
  } catch (error) {
    throw refusalOfFileError(error, folder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** `wx` never follows a link that the folder's owner may have planted. */
function writePrivately(file: string, content: string, user: OperatingUser): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    if (user) fchownSync(handle, user.uid, user.gid)
    writeSync(handle, `${content}\n`)
  } finally {
    closeSync(handle)
  }
}
